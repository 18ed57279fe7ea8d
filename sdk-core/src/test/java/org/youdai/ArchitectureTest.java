package org.youdai;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who may use whom in sdk-core, and what nobody may use. */
class ArchitectureTest {
  private static final String BASE = "org.youdai";

  /** From the top down; a package sees itself and every lower row. */
  private static final List<List<String>> ROWS =
      List.of(
          List.of("org.youdai.gate.."),
          List.of("org.youdai.feed..", "org.youdai.journal.."),
          List.of(BASE),
          List.of("org.youdai.profile.."),
          List.of("org.youdai.internal.."),
          List.of("org.youdai.decision.."),
          List.of("org.youdai.replay..", "org.youdai.policy.."),
          List.of("org.youdai.status..", "org.youdai.trust.."),
          List.of("org.youdai.credential..", "org.youdai.scan.."));

  /** The one arrow within a row: who, and whom it may see there. */
  private static final Map<String, String> WITHIN_ROW =
      Map.of("org.youdai.status..", "org.youdai.trust..");

  private static final String AUTHORITY = "org.youdai.authority..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPath(Path.of(System.getProperty("basedir", "")).resolve("target/classes"));

  @Test
  void importsTheMainClassesOnly() {
    assertThat(CLASSES).isNotEmpty();
    assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void everyPackageHasItsRow() {
    List<String> known = new ArrayList<>(List.of(AUTHORITY));
    ROWS.forEach(known::addAll);
    check(classes().should().resideInAnyPackage(known.toArray(String[]::new)));
  }

  @Test
  void arrowsGoDown() {
    List<String> wrong = new ArrayList<>();
    List<String> above = new ArrayList<>();
    for (List<String> row : ROWS) {
      for (String one : row) {
        List<String> forbidden = new ArrayList<>(above);
        row.stream()
            .filter(other -> !other.equals(one) && !other.equals(WITHIN_ROW.get(one)))
            .forEach(forbidden::add);
        if (!forbidden.isEmpty()) {
          ArchRule rule =
              noClasses()
                  .that()
                  .resideInAPackage(one)
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(forbidden.toArray(String[]::new));
          wrong.addAll(
              rule.allowEmptyShould(true).evaluate(CLASSES).getFailureReport().getDetails());
        }
      }
      above.addAll(row);
    }
    assertThat(wrong).as("arrows that go up or sideways; the rows are %s", ROWS).isEmpty();
  }

  @Test
  void onlyAuthoritySeesAuthority() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(AUTHORITY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AUTHORITY));
  }

  @Test
  void decisionDoesNotSeeCredential() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.youdai.decision..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.youdai.credential.."));
  }

  @Test
  void onlyFeedAndJournalTouchFilesAndTheNetwork() {
    DescribedPredicate<JavaClass> filesAndNetwork =
        describe(
            "files or the network",
            type ->
                type.getName().startsWith("java.io.File")
                    || type.getName().equals("java.io.RandomAccessFile")
                    || (resideInAnyPackage("java.nio.file..", "java.net..").test(type)
                        && !type.getName().equals("java.net.URI")));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("org.youdai.feed..", "org.youdai.journal..")
            .should()
            .dependOnClassesThat(filesAndNetwork));
  }

  @Test
  void nobodyReadsAClockOfItsOwn() {
    checkNobodyUses(
        "now() of java.time, Clock.system*, System.currentTimeMillis or System.nanoTime",
        (owner, name) ->
            (resideInAPackage("java.time..").test(owner) && name.equals("now"))
                || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
                || (owner.isEquivalentTo(System.class)
                    && (name.equals("currentTimeMillis") || name.equals("nanoTime"))));
  }

  @Test
  void nobodyDrawsItsOwnRandomNumbers() {
    checkNobodyUses(
        "new Random(), new SecureRandom(), Math.random or UUID.randomUUID",
        (owner, name) ->
            ((owner.isEquivalentTo(Random.class) || owner.isEquivalentTo(SecureRandom.class))
                    && name.equals("<init>"))
                || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID")));
  }

  @Test
  void nobodySleeps() {
    checkNobodyUses(
        "Thread.sleep",
        (owner, name) -> owner.isAssignableTo(Thread.class) && name.equals("sleep"));
  }

  @Test
  void nobodyTouchesTheProviderRegistry() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.Security"));
  }

  @Test
  void nobodyHasMutableStatics() {
    check(fields().that().areStatic().should().beFinal());
  }

  @Test
  void nobodyPrints() {
    checkNobodyUses(
        "System.out, System.err or printStackTrace",
        (owner, name) ->
            (owner.isEquivalentTo(System.class) && (name.equals("out") || name.equals("err")))
                || (owner.isAssignableTo(Throwable.class) && name.equals("printStackTrace")));
  }

  @Test
  void internalHasNoRegularExpressions() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.youdai.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.regex.."));
  }

  @Test
  void topLevelClassesAreClosed() {
    DescribedPredicate<JavaClass> closed =
        describe(
            "be final, a record, an enum, an interface or sealed",
            type ->
                type.getModifiers().contains(JavaModifier.FINAL)
                    || type.isRecord()
                    || type.isEnum()
                    || type.isInterface()
                    || type.reflect().isSealed());
    check(classes().that().areTopLevelClasses().should(ArchCondition.from(closed)));
  }

  @Test
  void namesSayWhatAClassIs() {
    Set<String> ends =
        Set.of(
            "Impl",
            "Util",
            "Utils",
            "Helper",
            "Manager",
            "Service",
            "Processor",
            "Handler",
            "Data",
            "Info");
    Pattern start = Pattern.compile("(Abstract|Default|Base(?=[A-Z])).*");
    DescribedPredicate<JavaClass> empty =
        describe(
            "have an empty word in the name, one of " + new TreeSet<>(ends) + " or " + start,
            type ->
                ends.stream().anyMatch(type.getSimpleName()::endsWith)
                    || start.matcher(type.getSimpleName()).matches());
    check(noClasses().should(ArchCondition.from(empty)));
  }

  private static void checkNobodyUses(String what, BiPredicate<JavaClass, String> forbidden) {
    check(
        noClasses()
            .should()
            .accessTargetWhere(
                describe(
                    what,
                    (JavaAccess<?> access) -> {
                      AccessTarget target = access.getTarget();
                      return forbidden.test(target.getOwner(), target.getName());
                    })));
  }

  /** A package that is not there yet breaks no rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
