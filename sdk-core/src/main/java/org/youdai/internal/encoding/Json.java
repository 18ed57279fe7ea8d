package org.youdai.internal.encoding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;

/**
 * A value in a JSON document that knows its place, so that whoever finds it wrong can say where. An
 * object's duplicate members are refused. Every refusal is {@link Reason#DOCUMENT_MALFORMED}.
 */
public final class Json {
  /** How deep objects and arrays may nest. */
  public static final int DEEPEST = 16;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(20)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  private final Object value;
  private final String path;
  private final int line;

  private Json(Object value, String path, int line) {
    this.value = value;
    this.path = path;
    this.line = line;
  }

  /** Parses one JSON object in UTF-8, with nothing behind it. */
  public static Json parse(byte[] utf8) throws Rejection {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Rejection(Reason.DOCUMENT_MALFORMED, "not a JSON object");
      }
      Json object = read(parser, "");
      if (parser.nextToken() != null) {
        throw new Rejection(Reason.DOCUMENT_MALFORMED, "something follows the JSON object");
      }
      return object;
    } catch (JacksonException notJson) {
      // The parser's own message quotes the input, so that only the fact and the line go on.
      throw new Rejection(
          Reason.DOCUMENT_MALFORMED,
          Optional.ofNullable(notJson.getLocation())
              .map(where -> "not well-formed JSON (line " + where.getLineNr() + ")")
              .orElse("not well-formed JSON"));
    } catch (IOException notText) {
      throw new Rejection(Reason.DOCUMENT_MALFORMED, "not well-formed JSON");
    }
  }

  private static Json read(JsonParser parser, String path) throws IOException, Rejection {
    int line = parser.currentTokenLocation().getLineNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, read(parser, path.isEmpty() ? name : path + '.' + name));
        }
        yield new Json(members, path, line);
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser, path + '[' + items.size() + ']'));
        }
        yield new Json(items, path, line);
      }
      case VALUE_STRING -> new Json(parser.getText(), path, line);
      case VALUE_NUMBER_INT -> new Json(parser.getLongValue(), path, line);
      case VALUE_TRUE -> new Json(true, path, line);
      case VALUE_FALSE -> new Json(false, path, line);
      default -> throw new Json("", path, line).wrong("null and fractions have no place here");
    };
  }

  /** Returns a refusal that names this value's place. */
  public Rejection wrong(String what) {
    return new Rejection(Reason.DOCUMENT_MALFORMED, place() + ": " + what);
  }

  /** Returns the names that lead to this value, for example {@code rules[3].when.hours}. */
  public String path() {
    return path;
  }

  /** Returns where this value stands, for example {@code rules[3].when.hours (line 12)}. */
  public String place() {
    return (path.isEmpty() ? "document" : path) + " (line " + line + ")";
  }

  /** Checks that this object has no members but these. */
  public void requireOnly(Set<String> names) throws Rejection {
    for (Map.Entry<String, Json> member : members().entrySet()) {
      if (!names.contains(member.getKey())) {
        throw member.getValue().wrong("unknown field");
      }
    }
  }

  /** Returns a member that must be there. */
  public Json get(String name) throws Rejection {
    Json member = members().get(name);
    if (member == null) {
      throw wrong("field " + name + " is missing");
    }
    return member;
  }

  /** Returns a member that may be there. */
  public Optional<Json> find(String name) throws Rejection {
    return Optional.ofNullable(members().get(name));
  }

  /** Returns the items of this array; {@code atMost} is the bound. */
  public List<Json> items(int atMost) throws Rejection {
    if (!(value instanceof List<?> items)) {
      throw wrong("a list is expected");
    }
    if (items.size() > atMost) {
      throw wrong("more than " + atMost + " entries");
    }
    List<Json> copy = new ArrayList<>(items.size());
    items.forEach(item -> copy.add((Json) item));
    return copy;
  }

  /** Returns this text, of at most 512 characters. */
  public String text() throws Rejection {
    return text(512);
  }

  /** Returns this text, of at most {@code atMost} characters. */
  public String text(int atMost) throws Rejection {
    if (!(value instanceof String text)) {
      throw wrong("text is expected");
    }
    if (text.length() > atMost) {
      throw wrong("text longer than " + atMost + " characters");
    }
    return text;
  }

  /**
   * Returns the bytes that this text, of at most {@code atMost} characters, stands for in base64url
   * without padding (RFC 4648 §5). No two texts stand for the same bytes.
   */
  public byte[] base64Url(int atMost) throws Rejection {
    String text = text(atMost);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      // The decoder takes padding and any last bits as well, which would be other texts for them.
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      throw wrong("not base64url");
    }
    throw wrong("not the canonical base64url of its bytes");
  }

  /** Returns this integer, which lies within the bounds, both included. */
  public long integer(long least, long most) throws Rejection {
    if (!(value instanceof Long number) || number < least || number > most) {
      throw wrong("an integer from " + least + " to " + most + " is expected");
    }
    return number;
  }

  /** Returns this value, which must be true or false. */
  public boolean bool() throws Rejection {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw wrong("true or false is expected");
  }

  /** Returns the names of this object's members. */
  public Set<String> names() throws Rejection {
    return members().keySet();
  }

  private Map<String, Json> members() throws Rejection {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("an object is expected");
    }
    Map<String, Json> members = new LinkedHashMap<>();
    map.forEach((name, member) -> members.put((String) name, (Json) member));
    return members;
  }
}
