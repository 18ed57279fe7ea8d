package org.youdai.vectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.encoders.Hex;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;

/** A file of signature vectors in Wycheproof's shape, with keys of an elliptic curve. */
record VectorFile(String algorithm, int numberOfTests, Set<String> notes, List<Group> groups) {
  private static final int MOST = 10_000;
  private static final int LONGEST = 1 << 20;

  /**
   * The cases of one key.
   *
   * @param spki its SubjectPublicKeyInfo, in hexadecimal
   * @param pem the same as text, as it stands
   * @param q 04‖X‖Y, or Ed25519's 32 bytes, in hexadecimal
   */
  record Group(String type, String spki, String pem, String q, List<Case> cases) {
    byte[] der() {
      return Hex.decode(spki);
    }

    byte[] text() {
      return pem.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] point() {
      return Hex.decode(q);
    }
  }

  /** One signature, in hexadecimal as is its message; {@code isValid} is the file's verdict. */
  record Case(long id, String comment, Set<String> flags, String msg, String sig, boolean isValid) {

    byte[] message() {
      return Hex.decode(msg);
    }

    byte[] signature() {
      return Hex.decode(sig);
    }

    @Override
    public String toString() {
      return "tcId " + id + " (" + comment + ", " + flags + ")";
    }
  }

  static VectorFile read(Path file) throws IOException, Rejection {
    return read(Files.readAllBytes(file));
  }

  static VectorFile read(byte[] utf8) throws Rejection {
    Json json = Json.parse(utf8);
    List<Group> groups = new ArrayList<>();
    for (Json group : json.get("testGroups").items(MOST)) {
      groups.add(readGroup(group));
    }
    return new VectorFile(
        json.get("algorithm").text(),
        (int) json.get("numberOfTests").integer(0, MOST),
        json.get("notes").names(),
        List.copyOf(groups));
  }

  private static Group readGroup(Json json) throws Rejection {
    Json key = json.get("publicKey");
    Json point = key.find("uncompressed").isPresent() ? key.get("uncompressed") : key.get("pk");
    List<Case> cases = new ArrayList<>();
    for (Json one : json.get("tests").items(MOST)) {
      cases.add(readCase(one));
    }
    return new Group(
        json.get("type").text(),
        hex(json.get("publicKeyDer")),
        json.get("publicKeyPem").text(LONGEST),
        hex(point),
        List.copyOf(cases));
  }

  private static Case readCase(Json json) throws Rejection {
    Set<String> flags = new TreeSet<>();
    for (Json flag : json.get("flags").items(MOST)) {
      flags.add(flag.text());
    }
    Json result = json.get("result");
    if (!Set.of("valid", "invalid").contains(result.text())) {
      throw result.wrong("valid or invalid is expected");
    }
    return new Case(
        json.get("tcId").integer(0, MOST),
        json.get("comment").text(),
        flags,
        hex(json.get("msg")),
        hex(json.get("sig")),
        result.text().equals("valid"));
  }

  private static String hex(Json json) throws Rejection {
    String text = json.text(LONGEST);
    try {
      Hex.decode(text);
    } catch (DecoderException notHex) {
      throw json.wrong("hexadecimal is expected");
    }
    return text;
  }

  /** What says whether a signature of a group verifies. */
  interface Judge {
    boolean accepts(Group group, Case one) throws IOException;
  }

  /** Returns the cases on which the judge and the file differ. */
  List<String> mismatches(Judge judge) throws IOException {
    return mismatches(judge, one -> true);
  }

  /** Returns those of the selected cases on which the judge and the file differ. */
  List<String> mismatches(Judge judge, Predicate<Case> selected) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Group group : groups) {
      for (Case one : group.cases()) {
        if (selected.test(one)) {
          boolean accepts = judge.accepts(group, one);
          if (accepts != one.isValid()) {
            wrong.add((accepts ? "accepted: " : "refused: ") + one);
          }
        }
      }
    }
    return wrong;
  }
}
