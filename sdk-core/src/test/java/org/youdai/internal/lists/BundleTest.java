package org.youdai.internal.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

final class BundleTest {
  private static final List<String> NAMES =
      List.of(
          "root/2.json",
          "root/10.json",
          "trust.json",
          "policy.json",
          "manifest.json",
          "lists/0.cwt",
          "lists/9.cwt",
          "lists/63.cwt");

  /** Offsets in the local header of the first entry, which is where the file begins. */
  private static final int FLAGS = 6;

  private static final int METHOD = 8;
  private static final int CRC = 14;
  private static final int COMPRESSED_SIZE = 18;
  private static final int SIZE = 22;

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : NAMES) {
      files.put(name, ("content of " + name).getBytes(StandardCharsets.US_ASCII));
    }
    return files;
  }

  /** Zips entries as they come, by the JDK alone. */
  private static byte[] zip(int method, List<String> names, Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (String name : names) {
        byte[] content = files.getOrDefault(name, new byte[] {'x'});
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static byte[] stored(List<String> names) {
    return zip(ZipEntry.STORED, names, files());
  }

  private static byte[] storedWith(String name, byte[] content) {
    Map<String, byte[]> files = files();
    files.put(name, content);
    return zip(ZipEntry.STORED, NAMES, files);
  }

  private static void assertRefused(byte[] bundle, Reason reason, String where) {
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> Bundle.read(bundle))
        .satisfies(r -> assertThat(r.reason()).isEqualTo(reason))
        .satisfies(r -> assertThat(r.where()).startsWith(where));
  }

  private static void assertMalformed(byte[] bundle, String where) {
    assertRefused(bundle, Reason.DOCUMENT_MALFORMED, where);
  }

  @Test
  void files_areReadAsTheyWereWrittenAndInOrder() throws Rejection {
    Map<String, byte[]> read = Bundle.read(Bundle.write(files()));
    assertThat(read.keySet()).containsExactlyElementsOf(NAMES);
    files().forEach((name, content) -> assertThat(read.get(name)).as(name).isEqualTo(content));
  }

  @Test
  void sameFiles_makeTheSameBytesInAnyOrderAndInAnyZone() {
    byte[] bundle = Bundle.write(files());
    Map<String, byte[]> shuffled = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, new Random(8));
    names.forEach(name -> shuffled.put(name, files().getOrDefault(name, new byte[0])));
    TimeZone here = TimeZone.getDefault();
    try {
      for (String zone : List.of("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertThat(Bundle.write(shuffled)).as(zone).isEqualTo(bundle);
      }
    } finally {
      TimeZone.setDefault(here);
    }
  }

  @Test
  void plainZipOfStoredEntries_isABundle() throws Rejection {
    assertThat(Bundle.read(stored(NAMES)).keySet()).containsExactlyElementsOf(NAMES);
  }

  @Test
  void lists_mayBeNone() throws Rejection {
    List<String> least = List.of("root/1.json", "trust.json", "policy.json", "manifest.json");
    assertThat(Bundle.read(stored(least)).keySet()).containsExactlyElementsOf(least);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../trust.json",
        "lists/../../0.cwt",
        "/trust.json",
        "root/../trust.json",
        "root.json",
        "root/0.json",
        "root/01.json",
        "root/+1.json",
        "root/-1.json",
        "root/.json",
        "root/1.json/",
        "root/2147483648.json",
        "root/99999999999999999999.json",
        "root/\u0661.json",
        "root\\1.json",
        "lists/",
        "lists/0.jwt",
        "lists/00.cwt",
        "lists/64.cwt",
        "Trust.json",
        "trust.json\u0000",
        "README"
      })
  void anyOtherName_isRefusedAndNotRepeated(String name) {
    List<String> names = new ArrayList<>(NAMES);
    names.add(name);
    assertMalformed(stored(names), "entry 8: unknown name");
    Map<String, byte[]> files = files();
    files.put(name, new byte[1]);
    assertThatIllegalArgumentException().isThrownBy(() -> Bundle.write(files));
  }

  @Test
  void everyExchangeOfTwoEntries_isRefused() {
    for (int one = 0; one < NAMES.size(); one++) {
      for (int other = 0; other < one; other++) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.swap(names, one, other);
        byte[] bundle = stored(names);
        assertThatExceptionOfType(Rejection.class)
            .as("%d and %d", other, one)
            .isThrownBy(() -> Bundle.read(bundle))
            .satisfies(r -> assertThat(r.where()).endsWith(": out of order"));
      }
    }
  }

  @Test
  void duplicate_isRefused() {
    byte[] one = stored(List.of("root/1.json"));
    int entry = 30 + "root/1.json".length() + 1;
    byte[] twice = new byte[one.length + entry];
    System.arraycopy(one, 0, twice, 0, entry);
    System.arraycopy(one, 0, twice, entry, one.length);
    assertMalformed(twice, "root/1.json: out of order");
  }

  @ParameterizedTest
  @CsvSource({
    "trust.json, trust.json is missing",
    "policy.json, policy.json is missing",
    "manifest.json, manifest.json is missing"
  })
  void missingDocument_isRefused(String name, String where) {
    List<String> names = new ArrayList<>(NAMES);
    names.remove(name);
    assertMalformed(stored(names), where);
    Map<String, byte[]> files = files();
    files.remove(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bundle.write(files))
        .withMessageContaining(where);
  }

  @Test
  void missingRoot_isRefused() {
    assertMalformed(stored(NAMES.subList(2, NAMES.size())), "root/ is missing");
    assertMalformed(stored(List.of()), "root/ is missing");
    assertThatIllegalArgumentException().isThrownBy(() -> Bundle.write(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "root/2.json, 65536",
    "trust.json, 262144",
    "policy.json, 262144",
    "manifest.json, 8192",
    "lists/0.cwt, 2097152"
  })
  void entry_mayHaveTheMostOfItsKindAndNotOneByteMore(String name, int most) throws Rejection {
    assertThat(Bundle.read(storedWith(name, new byte[most]))).containsKey(name);
    assertRefused(
        storedWith(name, new byte[most + 1]),
        Reason.DOCUMENT_TOO_LARGE,
        name + ": " + (most + 1) + " bytes, at most " + most);
  }

  @Test
  void emptyEntry_isRefused() {
    assertMalformed(storedWith("trust.json", new byte[0]), "trust.json: is empty");
  }

  @Test
  void entries_are160AtMost() throws Rejection {
    assertThat(Bundle.read(stored(withRoots(157)))).hasSize(160);
    assertRefused(stored(withRoots(158)), Reason.DOCUMENT_TOO_LARGE, "more than 160 entries");
  }

  private static List<String> withRoots(int count) {
    List<String> names = new ArrayList<>();
    for (int version = 1; version <= count; version++) {
      names.add("root/" + version + ".json");
    }
    names.addAll(List.of("trust.json", "policy.json", "manifest.json"));
    return names;
  }

  @Test
  void file_mayHave16MibAndNotOneByteMore() throws Rejection {
    Map<String, byte[]> files = files();
    for (int id = 1; id <= 7; id++) {
      files.put("lists/" + id + ".cwt", new byte[StatusListToken.LARGEST]);
    }
    int rest = Bundle.LARGEST - Bundle.write(files).length;
    files.put("lists/8.cwt", new byte[rest - 76 - 2 * "lists/8.cwt".length()]);
    byte[] full = Bundle.write(files);
    assertThat(full.length).isEqualTo(16 << 20);
    assertThat(Bundle.read(full)).hasSize(16);
    files.put("lists/10.cwt", new byte[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bundle.write(files))
        .withMessageContaining("at most 16777216");
    assertRefused(
        Arrays.copyOf(full, full.length + 1),
        Reason.DOCUMENT_TOO_LARGE,
        "16777217 bytes, at most 16777216");
  }

  @Test
  void compressedEntry_isRefused() {
    assertMalformed(zip(ZipEntry.DEFLATED, NAMES, files()), "root/2.json: is compressed");
  }

  /** 64 MiB of zeros in 64 KiB: refused for its method, before anything is inflated. */
  @Test
  void bomb_isRefusedBeforeItIsInflated() {
    byte[] bomb =
        zip(ZipEntry.DEFLATED, List.of("root/1.json"), Map.of("root/1.json", new byte[64 << 20]));
    assertMalformed(bomb, "root/1.json: is compressed");
  }

  @ParameterizedTest
  @CsvSource({
    FLAGS + ", 1, not a ZIP of stored entries", // encrypted
    FLAGS + ", 8, not a ZIP of stored entries", // the sizes come later
    METHOD + ", 8, root/2.json: is compressed",
    METHOD + ", 99, root/2.json: is compressed",
    CRC + ", 1, not a ZIP of stored entries",
    SIZE + ", 1, root/2.json: is compressed",
    COMPRESSED_SIZE + ", 1, root/2.json: is compressed"
  })
  void headerThatSaysSomethingElse_isRefused(int offset, int flip, String where) {
    byte[] bundle = Bundle.write(files());
    bundle[offset] ^= (byte) flip;
    assertMalformed(bundle, where);
  }

  @Test
  void sizeThatIsNotTheEntrys_isRefused() {
    for (int change : new int[] {1, -1, 1000}) {
      byte[] bundle = Bundle.write(files());
      bundle[SIZE] += (byte) change;
      bundle[COMPRESSED_SIZE] += (byte) change;
      assertMalformed(bundle, "not a ZIP of stored entries, after 0 of them");
    }
  }

  @Test
  void sizeOf4Gib_isRefusedBeforeAnythingIsAllocated() {
    byte[] bundle = Bundle.write(files());
    Arrays.fill(bundle, COMPRESSED_SIZE, SIZE + 4, (byte) 0xff);
    assertRefused(bundle, Reason.DOCUMENT_TOO_LARGE, "root/2.json: 4294967295 bytes");
  }

  @Test
  void changedContent_doesNotHaveItsCrc() {
    byte[] bundle = Bundle.write(files());
    bundle[30 + "root/2.json".length()] ^= 1;
    assertMalformed(bundle, "not a ZIP of stored entries, after 0 of them");
  }

  @Test
  void truncatedBundle_isRefused() {
    byte[] bundle = Bundle.write(files());
    for (int sixteenth = 0; sixteenth < 16; sixteenth++) {
      byte[] cut = Arrays.copyOf(bundle, bundle.length * sixteenth / 16);
      assertThatExceptionOfType(Rejection.class)
          .as("%d sixteenths", sixteenth)
          .isThrownBy(() -> Bundle.read(cut))
          .satisfies(r -> assertThat(r.reason()).isEqualTo(Reason.DOCUMENT_MALFORMED));
    }
    for (int length = 0; length < bundle.length; length++) {
      byte[] cut = Arrays.copyOf(bundle, length);
      assertThatExceptionOfType(Rejection.class)
          .as("%d bytes", length)
          .isThrownBy(() -> Bundle.read(cut));
    }
  }

  @Test
  void whatStandsBesideTheEntries_isRefused() throws IOException {
    byte[] bundle = Bundle.write(files());
    assertMalformed(Arrays.copyOf(bundle, bundle.length + 1), bundle.length + 1 + " bytes, but");
    byte[] before = new byte[bundle.length + 1];
    System.arraycopy(bundle, 0, before, 1, bundle.length);
    assertMalformed(before, "root/ is missing");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      zip.setComment("c");
    }
    assertMalformed(out.toByteArray(), "root/ is missing");
  }

  @Test
  void damagedBundle_isOnlyEverRefused() {
    byte[] bundle = Bundle.write(files());
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = bundle.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Map<String, byte[]> read = Bundle.read(damaged);
        assertThat(read.keySet()).as("seed 9, %d", i).contains("trust.json", "manifest.json");
      } catch (Rejection expected) {
        assertThat(expected.reason().stage().name()).as("seed 9, %d", i).isEqualTo("DOCUMENT");
      }
    }
  }
}
