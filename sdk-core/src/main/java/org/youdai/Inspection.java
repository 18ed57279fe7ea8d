package org.youdai;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.envelope.Cwt;
import org.youdai.profile.Envelope;
import org.youdai.profile.Profile;
import org.youdai.scan.QrText;

/**
 * What a code says about itself, believed by nobody: for a developer who looks into a code. It
 * checks no signature and decides nothing, and it leaves out what would tell one holder from
 * another.
 *
 * @param fields what could be read, in the order of the code
 * @param stoppedBy why reading ended early; empty when it did not
 */
public record Inspection(List<Field> fields, List<Reason> stoppedBy) {

  /** One thing that was read. */
  public record Field(String name, String value) {}

  /** Copies the lists. */
  public Inspection {
    fields = List.copyOf(fields);
    stoppedBy = List.copyOf(stoppedBy);
  }

  /** Reads as much of a text as can be read. */
  public static Inspection of(QrText text) {
    List<Field> fields = new ArrayList<>();
    List<Reason> stoppedBy = new ArrayList<>();
    fields.add(new Field("characters", Integer.toString(text.reveal().length())));
    try {
      inspect(text.reveal(), fields);
    } catch (Rejection rejection) {
      stoppedBy.add(rejection.reason());
    }
    return new Inspection(fields, stoppedBy);
  }

  private static void inspect(String text, List<Field> fields) throws Rejection {
    Profile profile =
        Profile.recognising(Profile.standard(), text)
            .orElseThrow(() -> new Rejection(Reason.NOT_OURS));
    Envelope envelope = profile.unwrap(text);
    fields.add(new Field("form", profile.name()));
    fields.add(new Field("algorithm", envelope.algorithm().name()));
    fields.add(new Field("kid", envelope.kid().toString()));
    fields.add(new Field("payload", envelope.payload().length + " bytes"));
    if (envelope.holderProof().isPresent()) {
      Instant issuedAt = envelope.holderProof().get().issuedAt();
      fields.add(new Field("presented at", issuedAt.toString()));
    }
    readPayload(envelope.payload(), fields);
  }

  private static void readPayload(byte[] payload, List<Field> fields) throws Rejection {
    if (payload.length > 0 && payload[0] == '{') {
      for (String name : new TreeSet<>(Json.parse(payload).names())) {
        fields.add(new Field("claim " + name, "not shown"));
      }
    } else {
      readClaims(new CborReader(payload, Rules.DETERMINISTIC), fields);
    }
  }

  private static void readClaims(CborReader cbor, List<Field> fields) throws Rejection {
    CborReader.Entries claims = cbor.map();
    while (claims.next()) {
      long key = claims.hasIntegerKey() ? claims.integerKey() : Long.MIN_VALUE;
      if (key == Cwt.EXP) {
        fields.add(new Field("exp", time(cbor)));
      } else if (key == Cwt.NBF) {
        fields.add(new Field("nbf", time(cbor)));
      } else if (key == Cwt.IAT) {
        fields.add(new Field("iat", time(cbor)));
      } else if (key == Cwt.CTI) {
        fields.add(new Field("cti", cbor.byteString().length + " bytes, not shown"));
      } else if (key == Cwt.CNF) {
        cbor.skip();
        fields.add(new Field("cnf", "bound to a phone's key"));
      } else if (key == Cwt.BENEFIT_FACTS) {
        cbor.arrayOf(4);
        fields.add(new Field("kind", Long.toString(cbor.integer())));
        fields.add(new Field("ageOver", Long.toString(cbor.integer())));
        fields.add(new Field("status list", Long.toString(cbor.integer())));
        cbor.integer();
        fields.add(new Field("status index", "not shown"));
      } else {
        cbor.skip();
        fields.add(new Field("claim " + (key == Long.MIN_VALUE ? "(text)" : key), "not shown"));
      }
    }
    cbor.requireEnd();
  }

  private static String time(CborReader cbor) throws Rejection {
    long seconds = cbor.integer();
    return seconds < 0 || seconds > Cwt.LATEST_SECOND
        ? seconds + " (out of bounds)"
        : Instant.ofEpochSecond(seconds).toString();
  }
}
