package org.youdai.samples.faregate;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A scanner at a serial port, by jSerialComm. The one class that knows it: without a serial scanner
 * it is never loaded, and no native library either.
 *
 * @param name {@code COM3}, {@code /dev/ttyUSB0}
 * @param baud the speed that the scanner is set to
 */
record SerialLine(String name, int baud) implements Reconnecting.Connection {
  private static final int USUAL_BAUD = 9600;

  /**
   * Returns what {@code NAME[:BAUD]} names.
   *
   * @throws IllegalArgumentException if there is no such port
   */
  static SerialLine of(String text) {
    int colon = text.lastIndexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    int baud = colon < 0 ? USUAL_BAUD : Integer.parseInt(text.substring(colon + 1));
    try {
      SerialPort.getCommPort(name);
    } catch (SerialPortInvalidPortException unknown) {
      throw new IllegalArgumentException(name, unknown);
    }
    return new SerialLine(name, baud);
  }

  /** Returns the names of the ports that there are. */
  static List<String> ports() {
    return Arrays.stream(SerialPort.getCommPorts())
        .map(SerialPort::getSystemPortName)
        .sorted()
        .toList();
  }

  @Override
  public InputStream open() throws IOException {
    try {
      SerialPort port = SerialPort.getCommPort(name);
      port.setBaudRate(baud);
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, Lines.PAUSE_MILLIS, 0);
      if (!port.openPort()) {
        throw new IOException("error " + port.getLastErrorCode());
      }
      return new FilterInputStream(port.getInputStream()) {
        @Override
        public void close() {
          port.closePort();
        }
      };
    } catch (SerialPortInvalidPortException unplugged) {
      throw new IOException("unplugged", unplugged);
    }
  }
}
