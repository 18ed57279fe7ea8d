package org.youdai.samples.faregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scanners on the network, real sockets on both sides. */
@Timeout(20)
final class NetworkTest {
  private final BlockingQueue<Scanned> scanned = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private ListeningInput listen() throws IOException {
    ListeningInput input = ListeningInput.open(Address.of("0"), scanned::add);
    opened.add(input);
    return input;
  }

  private Socket connect(ListeningInput input) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), input.port());
    opened.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private String next() throws InterruptedException {
    Scanned each = scanned.poll(10, TimeUnit.SECONDS);
    if (each instanceof Scanned.Sent sent) {
      return new String(sent.bytes(), StandardCharsets.UTF_8);
    }
    return each instanceof Scanned.Unusable unusable
        ? unusable.notice().kind().toString()
        : "nothing";
  }

  @Test
  void scannerThatConnects_isReadLineByLine() throws Exception {
    Socket scanner = connect(listen());
    send(scanner, "A\r\nB\r\n");
    assertThat(List.of(next(), next())).containsExactly("A", "B");
  }

  @Test
  void codeInPieces_isOneCode() throws Exception {
    Socket scanner = connect(listen());
    scanner.setTcpNoDelay(true);
    for (String piece : List.of("Y", "D1:", "AB", "C", "\r", "\n")) {
      send(scanner, piece);
    }
    assertThat(next()).isEqualTo("YD1:ABC");
  }

  @Test
  void scannerThatNeverSendsAnEndOfLine_isReadAtItsPause() throws Exception {
    Socket scanner = connect(listen());
    send(scanner, "YD1:ABC");
    assertThat(next()).isEqualTo("YD1:ABC");
  }

  @Test
  void binaryJunk_keepsNoOtherScannerWaiting() throws Exception {
    ListeningInput input = listen();
    Socket hostile = connect(input);
    byte[] junk = new byte[100_000];
    new Random(2).nextBytes(junk);
    for (int i = 0; i < junk.length; i++) {
      junk[i] |= 0x20; // no end of line in it
    }
    OutputStream out = hostile.getOutputStream();
    out.write(junk);
    out.flush();
    Socket good = connect(input);
    send(good, "YD1:ABC\n");
    assertThat(Arrays.asList(next(), next())).contains("YD1:ABC", "LINE_TOO_LONG");
  }

  @Test
  void scannerThatGoesAwayInTheMiddle_leavesThePortToTheNext() throws Exception {
    ListeningInput input = listen();
    Socket torn = connect(input);
    torn.setSoLinger(true, 0); // a reset, as from a cable that is cut
    send(torn, "YD1:A");
    torn.close();
    Socket next = connect(input);
    send(next, "B\n");
    List<String> heard = new ArrayList<>();
    while (!heard.contains("B")) {
      heard.add(next());
    }
    assertThat(heard).doesNotContain("nothing");
  }

  @Test
  void moreScannersThanAreTaken_areHungUpOn() throws Exception {
    ListeningInput input = listen();
    for (int i = 0; i < ListeningInput.MOST_SCANNERS; i++) {
      send(connect(input), i + "\n");
      assertThat(next()).isEqualTo(Integer.toString(i));
    }
    Socket tooMany = connect(input);
    assertThat(next()).isEqualTo("TOO_MANY_SCANNERS");
    assertThat(tooMany.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void portInUse_cannotBeOpened() throws IOException {
    Address taken = Address.of(Integer.toString(listen().port()));
    assertThatThrownBy(() -> ListeningInput.open(taken, scanned::add))
        .isInstanceOf(BindException.class);
  }

  @Test
  void closedPort_passesNothingOn() throws Exception {
    ListeningInput input = listen();
    Socket scanner = connect(input);
    send(scanner, "A\n");
    assertThat(next()).isEqualTo("A");
    input.close();
    assertThat(scanner.getInputStream().read()).isEqualTo(-1);
    assertThat(scanned).isEmpty();
  }

  @Test
  void scannerThatWeConnectTo_isReadAgainAfterItWasAway() throws Exception {
    int port;
    try (ServerSocket scanner = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = scanner.getLocalPort();
      Address address = new Address("127.0.0.1", port);
      opened.add(new Reconnecting("scanner", new Network(address), scanned::add));
      try (Socket gate = scanner.accept()) {
        send(gate, "A\r\n");
        assertThat(next()).isEqualTo("A");
      }
    }
    assertThat(next()).isEqualTo("SCANNER_AWAY");
    try (ServerSocket scanner = new ServerSocket()) {
      scanner.setReuseAddress(true);
      scanner.bind(new Address("127.0.0.1", port).resolved());
      try (Socket gate = scanner.accept()) {
        send(gate, "B\r\n");
        assertThat(List.of(next(), next())).containsExactly("SCANNER_BACK", "B");
      }
    }
  }

  @Test
  void addresses_areAPortOrAHostAndAPort() {
    assertThat(Address.of("4001")).isEqualTo(new Address("127.0.0.1", 4001));
    assertThat(Address.of("0.0.0.0:0")).isEqualTo(new Address("0.0.0.0", 0));
    for (String wrong : List.of("", "x", ":1", "h:", "h:65536", "-1")) {
      assertThatThrownBy(() -> Address.of(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
