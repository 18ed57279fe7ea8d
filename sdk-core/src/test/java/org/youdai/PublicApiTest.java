package org.youdai;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The API of the exported packages is the one in {@code src/test/resources/public-api.txt}.
 *
 * <p>Left out, because the declaration implies them: the canonical constructor, the accessors and
 * {@code equals}, {@code hashCode} and {@code toString} of a record, and {@code values} and {@code
 * valueOf} of an enum.
 */
class PublicApiTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
  private static final Path CLASSES = MODULE.resolve("target/classes");
  private static final Path GOLDEN = MODULE.resolve("src/test/resources/public-api.txt");
  private static final String UPDATE =
      "mvn -pl sdk-core test -Dtest=PublicApiTest -Dapi.update=true";

  private static final Pattern CLASS_NAME = Pattern.compile("org\\.youdai\\.[\\w.]+");

  @Test
  void isTheGoldenOne() throws IOException {
    List<String> actual = api();
    if (Boolean.getBoolean("api.update")) {
      Files.writeString(
          GOLDEN, actual.stream().map(line -> line + "\n").collect(Collectors.joining()));
      return;
    }
    List<String> expected = Files.exists(GOLDEN) ? Files.readAllLines(GOLDEN) : List.of();
    if (!actual.equals(expected)) {
      fail(
          "The public API is not the one in src/test/resources/public-api.txt"
              + " (- only there, + only in the classes):\n"
              + difference(expected, actual)
              + "If the change is meant, rewrite the file and look at its diff:\n  "
              + UPDATE);
    }
  }

  /** Each changed line under the heading of its class. */
  private static String difference(List<String> expected, List<String> actual) {
    Map<String, Set<String>> before = byClass(expected);
    Map<String, Set<String>> after = byClass(actual);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    StringBuilder out = new StringBuilder();
    for (String name : names) {
      Set<String> old = before.getOrDefault(name, Set.of());
      Set<String> now = after.getOrDefault(name, Set.of());
      if (!old.equals(now)) {
        out.append("  ").append(name).append('\n');
        old.stream().filter(not(now)).forEach(line -> out.append("  - ").append(line).append('\n'));
        now.stream().filter(not(old)).forEach(line -> out.append("  + ").append(line).append('\n'));
      }
    }
    return out.isEmpty() ? "  (only the order or the blank lines differ)\n" : out.toString();
  }

  private static Predicate<String> not(Collection<String> lines) {
    return line -> !lines.contains(line);
  }

  private static Map<String, Set<String>> byClass(List<String> lines) {
    Map<String, Set<String>> out = new TreeMap<>();
    String name = "";
    for (String line : lines) {
      if (!line.isBlank()) {
        if (!line.startsWith(" ")) {
          Matcher matcher = CLASS_NAME.matcher(line);
          name = matcher.find() ? matcher.group() : line;
        }
        out.computeIfAbsent(name, key -> new TreeSet<>()).add(line.strip());
      }
    }
    return out;
  }

  private static List<String> api() throws IOException {
    ModuleDescriptor module;
    try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(in);
    }
    Map<String, List<String>> classes = new TreeMap<>();
    for (ModuleDescriptor.Exports exports : module.exports()) {
      Path folder = CLASSES.resolve(exports.source().replace('.', '/'));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(".class") && !name.equals("package-info.class")) {
            String simple = name.substring(0, name.length() - ".class".length());
            Class<?> type = load(exports.source() + "." + simple);
            if (isVisible(type)) {
              classes.put(type.getCanonicalName(), describe(type));
            }
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> one : classes.values()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(one);
    }
    return lines;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApiTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isVisible(@Nullable Class<?> type) {
    if (type == null) {
      return true;
    }
    return type.getCanonicalName() != null
        && isVisible(type.getModifiers())
        && isVisible(type.getDeclaringClass());
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static List<String> describe(Class<?> type) {
    Set<String> members = new TreeSet<>();
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        members.add("permits " + name(permitted));
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
        members.add(
            field.isEnumConstant()
                ? "constant " + field.getName()
                : words(
                    annotations(field)
                        + Modifier.toString(field.getModifiers() & Modifier.fieldModifiers()),
                    text(field.getAnnotatedType()),
                    field.getName()));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor.getModifiers())
          && !constructor.isSynthetic()
          && !isCanonical(constructor)) {
        members.add(
            words(
                annotations(constructor) + modifiers(constructor),
                parameters(constructor.getTypeParameters()),
                constructor.getDeclaringClass().getSimpleName() + arguments(constructor)));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isVisible(method.getModifiers()) && !method.isSynthetic() && !isImplied(method)) {
        members.add(
            words(
                annotations(method) + modifiers(method),
                parameters(method.getTypeParameters()),
                text(method.getAnnotatedReturnType()),
                method.getName() + arguments(method)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(header(type));
    members.forEach(member -> lines.add("  " + member));
    return lines;
  }

  private static String header(Class<?> type) {
    int modifiers = type.getModifiers() & Modifier.classModifiers();
    String kind = "class";
    if (type.isAnnotation()) {
      kind = "@interface";
      modifiers &= ~(Modifier.ABSTRACT | Modifier.STATIC);
    } else if (type.isInterface()) {
      kind = "interface";
      modifiers &= ~(Modifier.ABSTRACT | Modifier.STATIC);
    } else if (type.isEnum()) {
      kind = "enum";
      modifiers &= ~(Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL);
    } else if (type.isRecord()) {
      kind = "record";
      modifiers &= ~(Modifier.STATIC | Modifier.FINAL);
    }
    AnnotatedType parent = type.getAnnotatedSuperclass();
    String parentText =
        parent == null || type.isEnum() || type.isRecord() || parent.getType().equals(Object.class)
            ? ""
            : "extends " + text(parent);
    AnnotatedType[] interfaces = type.getAnnotatedInterfaces();
    String interfacesText =
        type.isAnnotation() || interfaces.length == 0
            ? ""
            : (type.isInterface() ? "extends " : "implements ") + list(interfaces, ", ");
    return words(
        annotations(type) + Modifier.toString(modifiers),
        type.isSealed() ? "sealed" : "",
        kind,
        type.getCanonicalName() + parameters(type.getTypeParameters()) + components(type),
        parentText,
        interfacesText);
  }

  /** In their order, which is that of the canonical constructor. */
  private static String components(Class<?> type) {
    if (!type.isRecord()) {
      return "";
    }
    return Stream.of(type.getRecordComponents())
        .map(component -> text(component.getAnnotatedType()) + " " + component.getName())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static boolean isCanonical(Constructor<?> constructor) {
    Class<?> type = constructor.getDeclaringClass();
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
  }

  private static boolean isImplied(Method method) {
    Class<?> type = method.getDeclaringClass();
    String signature =
        method.getName()
            + Stream.of(method.getParameterTypes()).map(Class::getName).toList().toString();
    if (type.isEnum()) {
      return signature.equals("values[]") || signature.equals("valueOf[java.lang.String]");
    }
    if (type.isRecord()) {
      return Set.of("equals[java.lang.Object]", "hashCode[]", "toString[]").contains(signature)
          || Stream.of(type.getRecordComponents())
              .anyMatch(component -> method.equals(component.getAccessor()));
    }
    return false;
  }

  private static String annotations(AnnotatedElement element) {
    StringBuilder out = new StringBuilder();
    for (Class<? extends Annotation> one : List.of(Deprecated.class, FunctionalInterface.class)) {
      if (element.isAnnotationPresent(one)) {
        out.append('@').append(one.getSimpleName()).append(' ');
      }
    }
    return out.toString();
  }

  private static String modifiers(Executable member) {
    if (member instanceof Method method && method.getDeclaringClass().isInterface()) {
      // In an interface public and abstract go without saying.
      return method.isDefault()
          ? "default"
          : Modifier.isStatic(method.getModifiers()) ? "static" : "";
    }
    int shown = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT;
    // The final of a method matters only where the class can be extended.
    if (!Modifier.isFinal(member.getDeclaringClass().getModifiers())) {
      shown |= Modifier.FINAL;
    }
    return Modifier.toString(member.getModifiers() & shown);
  }

  private static String arguments(Executable member) {
    Parameter[] parameters = member.getParameters();
    List<String> out = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (!parameter.isImplicit() && !parameter.isSynthetic()) {
        String type = text(parameter.getAnnotatedType());
        out.add(parameter.isVarArgs() ? type.substring(0, type.lastIndexOf("[]")) + "..." : type);
      }
    }
    AnnotatedType[] thrown = member.getAnnotatedExceptionTypes();
    return "("
        + String.join(", ", out)
        + ")"
        + (thrown.length == 0 ? "" : " throws " + list(thrown, ", "));
  }

  private static String parameters(TypeVariable<?>[] variables) {
    if (variables.length == 0) {
      return "";
    }
    return Stream.of(variables)
        .map(
            variable -> {
              AnnotatedType[] bounds = variable.getAnnotatedBounds();
              String text = list(bounds, " & ");
              return text.equals("Object")
                  ? variable.getName()
                  : variable.getName() + " extends " + text;
            })
        .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String text(AnnotatedType type) {
    String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedArrayType array) {
      return text(array.getAnnotatedGenericComponentType())
          + (nullable.isEmpty() ? "" : " " + nullable)
          + "[]";
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Type raw = ((ParameterizedType) type.getType()).getRawType();
      return nullable
          + name((Class<?>) raw)
          + "<"
          + list(parameterized.getAnnotatedActualTypeArguments(), ", ")
          + ">";
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      if (wildcard.getAnnotatedLowerBounds().length > 0) {
        return "? super " + list(wildcard.getAnnotatedLowerBounds(), " & ");
      }
      String bounds = list(wildcard.getAnnotatedUpperBounds(), " & ");
      return bounds.equals("Object") ? "?" : "? extends " + bounds;
    }
    return nullable
        + (type.getType() instanceof Class<?> plain ? name(plain) : type.getType().getTypeName());
  }

  private static String list(AnnotatedType[] types, String between) {
    return Stream.of(types).map(PublicApiTest::text).collect(Collectors.joining(between));
  }

  /** Without the package for java.lang, with it for everything else. */
  private static String name(Class<?> type) {
    String name = type.getCanonicalName();
    return type.getPackageName().equals("java.lang") && !type.isPrimitive()
        ? name.substring("java.lang.".length())
        : name;
  }

  private static String words(String... words) {
    return Stream.of(words)
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
