package org.youdai.benchmarks;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.alg.fiducial.qrcode.QrCode;
import boofcv.concurrency.BoofConcurrency;
import boofcv.factory.fiducial.ConfigQrCode;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.youdai.scan.FrameScanner;
import org.youdai.scan.QrText;

/** The readers that are compared, each as its authors would have it used on a camera. */
final class FrameReaders {
  private FrameReaders() {}

  /** Returns new readers, ours first, plain zxing second. */
  static List<FrameReader> all() {
    BoofConcurrency.USE_CONCURRENT = false; // CPU time is measured on one thread
    return List.of(new Youdai(), new Zxing(), new Boof());
  }

  private static final class Youdai implements FrameReader {
    private final FrameScanner scanner = new FrameScanner();

    @Override
    public String name() {
      return "youdai";
    }

    @Override
    public String read(Frame frame) {
      return scanner.scan(frame.picture()).map(QrText::reveal).orElse("");
    }
  }

  /** {@code QRCodeReader} and {@code HybridBinarizer}, without hints. */
  private static final class Zxing implements FrameReader {
    private final QRCodeReader reader = new QRCodeReader();

    @Override
    public String name() {
      return "zxing";
    }

    @Override
    public String read(Frame frame) {
      int width = frame.width();
      int height = frame.height();
      PlanarYUVLuminanceSource source =
          new PlanarYUVLuminanceSource(frame.luma(), width, height, 0, 0, width, height, false);
      try {
        return reader.decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
      } catch (ReaderException missed) {
        return "";
      }
    }
  }

  /** BoofCV's detector as it comes. */
  private static final class Boof implements FrameReader {
    private final QrCodeDetector<GrayU8> detector =
        FactoryFiducial.qrcode(new ConfigQrCode(), GrayU8.class);

    @Override
    public String name() {
      return "boofcv";
    }

    @Override
    public String read(Frame frame) {
      GrayU8 image = new GrayU8();
      image.data = frame.luma();
      image.width = frame.width();
      image.height = frame.height();
      image.stride = frame.width();
      detector.process(image);
      List<QrCode> found = detector.getDetections();
      return found.isEmpty() ? "" : found.get(0).message;
    }
  }
}
