package passerelle.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import passerelle.sim.netns.Netns;

/**
 * The wall about the simulated kernel: a tool knows values ({@code uapi}), the door ({@code
 * netlink}), sockets and processes, and nothing inside.
 */
class ToolsAndKernelTest {
  private static final JavaClasses TOOLS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("passerelle.sim");

  private static final DescribedPredicate<JavaClass> INSIDE =
      resideInAnyPackage(
          "passerelle.sim.link..",
          "passerelle.sim.sched..",
          "passerelle.sim.ipset..",
          "passerelle.sim.netfilter..",
          "passerelle.sim.bridge..",
          "passerelle.sim.ip..",
          "passerelle.sim.ipv4..",
          "passerelle.sim.ipv6..",
          "passerelle.sim.netns..");

  /** What is handed through the wall as it is: a namespace, as an open file of it is one. */
  private static final DescribedPredicate<JavaClass> HANDED_OUT = belongToAnyOf(Netns.class);

  /**
   * Who looks inside all the same. Let the list become shorter: what is no longer needed here fails
   * the test.
   */
  private static final Set<String> INSIDERS =
      Set.of(
          // They hand out the door, and the places that have it.
          "Toolsets",
          "tool.KernelView",
          "tool.LabKernel",
          // The kernel's own side of /proc and /sys, and its settings.
          "tool.StaticSettings",
          "sysctl.ProcFibStatistics",
          "sysctl.ProcFibTrie",
          "sysctl.ProcNet",
          "sysctl.ProcNetTables",
          "sysctl.SnmpTables");

  private static DescribedPredicate<JavaClass> tools() {
    return resideInAnyPackage("passerelle.sim.userland..")
        .and(
            DescribedPredicate.describe(
                "are no insiders", type -> !INSIDERS.contains(outermost(type))));
  }

  private static String outermost(JavaClass type) {
    String name = type.getName().substring("passerelle.sim.userland.".length());
    int inner = name.indexOf('$');
    return inner < 0 ? name : name.substring(0, inner);
  }

  @Test
  void toolsSeeTheKernelThroughItsDoorOnly() {
    noClasses()
        .that(tools())
        .should()
        .dependOnClassesThat(INSIDE.and(not(HANDED_OUT)))
        .check(TOOLS);
  }

  /** Its name apart: it is the key of the files that name it. */
  @Test
  void aNamespaceIsOnlyAHandleForTools() {
    noClasses()
        .that(tools())
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a namespace is asked for its parts",
                (JavaCall<?> call) ->
                    call.getTargetOwner().isEquivalentTo(Netns.class)
                        && !call.getName().equals("name")))
        .check(TOOLS);
  }

  @Test
  void insidersLookInside() {
    List<String> idle =
        INSIDERS.stream()
            .filter(
                name ->
                    TOOLS.stream()
                        .filter(type -> type.getName().startsWith("passerelle.sim.userland."))
                        .filter(type -> outermost(type).equals(name))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .noneMatch(d -> INSIDE.test(d.getTargetClass())))
            .sorted()
            .toList();
    assertEquals(List.of(), idle);
  }
}
