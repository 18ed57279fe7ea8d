package org.youdai.server.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.CoyoteInputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Ends requests whose bodies nobody reads. Tomcat would wait for the rest with a thread each, so
 * that a few hundred slow clients without a key would hold up everyone. What comes within a moment
 * is taken, so that the client gets to read the answer; then the connection is closed.
 */
final class Leftovers extends ValveBase {
  private static final long MOMENT = Duration.ofMillis(250).toNanos();
  private static final long BREATH = Duration.ofMillis(5).toNanos();
  private static final long MOST = 16L << 20;

  Leftovers() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.isAsync() || !(request.getStream() instanceof CoyoteInputStream body)) {
      return;
    }
    if (!body.isFinished()) {
      response.finishResponse();
      if (!isTaken(body)) {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    }
  }

  private static boolean isTaken(CoyoteInputStream body) {
    long start = System.nanoTime();
    byte[] buffer = new byte[1 << 14];
    long taken = 0;
    try {
      while (!body.isFinished() && taken < MOST && System.nanoTime() - start < MOMENT) {
        int read = body.available() > 0 ? read(body, buffer) : 0;
        if (read < 0) {
          return true;
        }
        if (read == 0) {
          LockSupport.parkNanos(BREATH);
        }
        taken += read;
      }
    } catch (IOException broken) {
      return false; // no body that could be read to its end
    }
    return body.isFinished();
  }

  private static int read(InputStream body, byte[] buffer) throws IOException {
    return body.read(buffer, 0, Math.min(buffer.length, body.available()));
  }
}
