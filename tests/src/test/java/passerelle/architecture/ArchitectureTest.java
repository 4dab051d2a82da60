package passerelle.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** The design's laws, as far as a machine can hold them. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("passerelle");

  /** The chapters of the simulated kernel, in reading order: each may use only those above it. */
  private static final List<String> CHAPTERS =
      List.of(
          "core",
          "uapi",
          "link",
          "sched",
          "ipset",
          "netfilter",
          "bridge",
          "ip",
          "ipv4",
          "ipv6",
          "socket",
          "netns",
          "netlink",
          "process",
          "tty",
          "shell",
          "userland");

  /** The parts of the engine and of its command line: each may use only those above it. */
  private static final List<String> PARTS =
      List.of(
          "state",
          "volume",
          "network",
          "process",
          "life",
          "image",
          "build",
          "daemon",
          "cli",
          "cli.image",
          "cli.network",
          "cli.container",
          "cli.compose",
          "cli.system",
          "cli.docker");

  /** The packages of why, in the order in which its text has them. */
  private static final List<String> WHY =
      List.of(
          "question",
          "typed",
          "cause",
          "engine",
          "link",
          "route",
          "netfilter",
          "container",
          "trial",
          "wording");

  /** What needs a terminal, a command line or the machine, and is no part of a page. */
  private static final String[] PROGRAM = {
    "passerelle.cli",
    "passerelle.cli.cast..",
    "passerelle.cli.join..",
    "passerelle.cli.page..",
    "passerelle.cli.real..",
    "passerelle.cli.repl.."
  };

  /** What is compiled for a page of a browser, too. */
  private static final Pattern IN_A_PAGE =
      Pattern.compile(
          "passerelle\\.(?!real|cli\\.repl|cli\\.real|cli\\.join|cli$|benchmark|contract|web)");

  /** What the compiled page does not throw. */
  private static final Set<String> FAULTS =
      Set.of(
          "java.lang.NullPointerException",
          "java.lang.ArrayIndexOutOfBoundsException",
          "java.lang.ArrayStoreException");

  /** The simulated process with its files, the largest circle there is, has 36. */
  private static final int LARGEST_CIRCLE = 40;

  @TestFactory
  Stream<DynamicTest> aChapterOfTheSimulatedKernelUsesOnlyTheChaptersBeforeIt() {
    return inOrder(CHAPTERS.stream().map(name -> "passerelle.sim." + name + "..").toList());
  }

  @TestFactory
  Stream<DynamicTest> aPartOfTheEngineUsesOnlyThePartsBelowIt() {
    return inOrder(PARTS.stream().map(name -> "passerelle.engine." + name).toList());
  }

  @TestFactory
  Stream<DynamicTest> aPackageOfWhyUsesOnlyThoseBeforeIt() {
    return inOrder(WHY.stream().map(name -> "passerelle.cli.why." + name).toList());
  }

  /** One test for each, but for the last one, which may use all others. */
  private static Stream<DynamicTest> inOrder(List<String> packages) {
    return packages.stream()
        .limit(packages.size() - 1L)
        .map(one -> DynamicTest.dynamicTest(one, () -> usesOnlyWhatComesBefore(one, packages)));
  }

  /** So that no chapter is left out of that. */
  @Test
  void everyPackageOfTheSimulatedKernelIsAChapter() {
    Pattern chapter = Pattern.compile("passerelle\\.sim\\.(\\w+).*");
    Set<String> found =
        CLASSES.stream()
            .map(type -> chapter.matcher(type.getPackageName()))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .collect(Collectors.toSet());
    assertEquals(Set.copyOf(CHAPTERS), found);
  }

  private static void usesOnlyWhatComesBefore(String one, List<String> packages) {
    String[] later = packages.stream().skip(packages.indexOf(one) + 1L).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(one)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .check(CLASSES);
  }

  /**
   * Within a package files may need one another, as a process and its files do: but what nobody can
   * read without reading half a package has grown by accident.
   */
  @Test
  void fewFilesOfAPackageStandInOneCircle() {
    Graph<String, DefaultEdge> files = new DefaultDirectedGraph<>(DefaultEdge.class);
    for (JavaClass type : CLASSES) {
      for (Dependency needs : type.getDirectDependenciesFromSelf()) {
        JavaClass other = needs.getTargetClass();
        if (other.getPackageName().startsWith("passerelle")) {
          Graphs.addEdgeWithVertices(files, file(type), file(other));
        }
      }
    }
    Set<String> largest =
        new KosarajuStrongConnectivityInspector<>(files)
            .stronglyConnectedSets().stream().max(Comparator.comparingInt(Set::size)).orElseThrow();
    assertTrue(
        largest.size() <= LARGEST_CIRCLE,
        () -> largest.size() + " files stand in one circle: " + new TreeSet<>(largest));
  }

  private static String file(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  @Test
  void thereAreNoCyclesBetweenTheAreasNorBetweenTheirParts() {
    slices().matching("passerelle.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("passerelle.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** Each package by itself, however deep it lies. */
  @Test
  void noTwoPackagesKnowEachOther() {
    slices().matching("passerelle.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theDriversKnowNeitherTheSimulationNorWhatStandsOnIt() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "passerelle.sim..",
            "passerelle.scenarios..",
            "passerelle.lessons..",
            "passerelle.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "passerelle.sim..",
            "passerelle.scenarios..",
            "passerelle.lessons..",
            "passerelle.cli..")
        .check(CLASSES);
  }

  @Test
  void theGraphLibraryStaysBehindTheGraphPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("passerelle.graph..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jgrapht..")
        .check(CLASSES);
  }

  @Test
  void filesAndProgramsOfTheMachineAreReachedThroughOnePackageOnlyOrForTheRealKernel() {
    noClasses()
        .that()
        .resideOutsideOfPackages("passerelle.files..", "passerelle.real..", "passerelle.cli.real..")
        .and()
        .haveNameNotMatching("passerelle\\.cli\\.(Main|StandardOutput)")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.nio.file.Files.class,
            java.nio.file.FileSystem.class,
            java.nio.file.FileSystems.class,
            java.nio.channels.FileChannel.class,
            java.io.File.class,
            java.io.FileInputStream.class,
            java.io.FileOutputStream.class,
            java.io.FileReader.class,
            java.io.FileWriter.class,
            java.io.RandomAccessFile.class,
            ProcessBuilder.class)
        .check(CLASSES);
  }

  @Test
  void commandLinesAreReadByReadersThatTakeEachWordAsItStands() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("passerelle.cli.CommandLines")
        .should()
        .callConstructor(CommandLine.class, Object.class)
        .check(CLASSES);
  }

  /** So that a page of a browser can stand on it: all but the program and the real kernel. */
  @Test
  void whatIsNotTheProgramKnowsNoTerminalNoCommandLineAndNoRealKernel() {
    noClasses()
        .that()
        .resideOutsideOfPackages(PROGRAM)
        .and()
        .resideOutsideOfPackage("passerelle.real..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PROGRAM)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("passerelle.real..", "org.jline..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void nothingButTheRealLabsClockTheTerminalsPaceAndARecordingReadsTheMachinesClock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("passerelle.real.clock.RealClock")
        .and()
        .doNotHaveFullyQualifiedName("passerelle.cli.lab.Pace")
        .and()
        .doNotHaveFullyQualifiedName("passerelle.cli.cast.Stopwatch")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDateTime.class, "now")
        .check(CLASSES);
  }

  /** But for a secret, which must not follow from a seed. */
  @Test
  void nothingTakesRandomnessButFromTheSeed() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("passerelle.cli.page.LabServer")
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.util.concurrent.ThreadLocalRandom.class, java.security.SecureRandom.class)
        .check(CLASSES);
  }

  /** Java rounds otherwise than C, and a page's Java rounds otherwise than either. */
  @Test
  void numbersWithAPointAreWrittenByCNumberOnlyAndNoPatternNeedsWhatAPageLacks() {
    Pattern lacking =
        Pattern.compile(
            "%[-+ 0#,(]*\\d*(?:\\.\\d+f|\\.\\d+[eE]|\\d+f)|(?<!\\\\)\\\\(?:R|p\\{(?:[LMNPSZC]|Punct)\\})");
    List<String> found =
        CLASSES.stream()
            .filter(type -> IN_A_PAGE.matcher(type.getPackageName()).lookingAt())
            .map(JavaClass::reflect)
            .flatMap(
                type ->
                    Constants.of(type).stream()
                        .filter(text -> lacking.matcher(text).find())
                        .map(text -> type.getName() + ": " + text))
            .toList();
    assertEquals(List.of(), found);
  }

  /** The page's class library has them for a StringBuffer only. */
  @Test
  void patternsAreReplacedByAFunctionAndNotPieceByPiece() {
    noClasses()
        .should()
        .callMethod(Matcher.class, "appendReplacement", StringBuilder.class, String.class)
        .orShould()
        .callMethod(Matcher.class, "appendTail", StringBuilder.class)
        .check(CLASSES);
  }

  /** The build of the page finds others only after minutes. */
  @Test
  void nothingCallsWhatThePagesClassLibraryLacks() {
    noClasses()
        .should()
        .callMethod(String.class, "transform", java.util.function.Function.class)
        .orShould()
        .callMethod(Pattern.class, "asPredicate")
        .orShould()
        .callMethod(Pattern.class, "asMatchPredicate")
        .orShould()
        .callMethod(Pattern.class, "splitAsStream", CharSequence.class)
        .orShould()
        .callMethod(Collections.class, "unmodifiableNavigableMap", NavigableMap.class)
        .orShould()
        .callMethod(MessageDigest.class, "update", byte[].class)
        .orShould()
        .callMethod(MessageDigest.class, "digest")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(StringJoiner.class)
        .check(CLASSES);
  }

  /** Compiled for a page, a bad cast, index or null goes on with something wrong. */
  @Test
  void nothingRestsOnAFaultThatOnlyAVirtualMachineReports() {
    List<String> found =
        CLASSES.stream()
            .filter(type -> IN_A_PAGE.matcher(type.getPackageName()).lookingAt())
            .flatMap(type -> type.getCodeUnits().stream())
            .flatMap(unit -> unit.getTryCatchBlocks().stream())
            .filter(
                block ->
                    block.getCaughtThrowables().stream()
                        .anyMatch(t -> FAULTS.contains(t.getName())))
            .map(block -> block.getOwner().getFullName())
            .toList();
    assertEquals(List.of(), found);
  }
}
