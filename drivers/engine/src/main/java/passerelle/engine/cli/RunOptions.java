package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import passerelle.engine.ContainerSpec;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.network.EndpointSpec;
import passerelle.network.PortBinding;

/**
 * Makes a container's specification of the options of {@code docker run} (docker/cli {@code
 * container/opts.go:parse}).
 *
 * @param directory where the command is typed: relative paths begin there
 * @param variables reads files of variables
 * @param proxies that every container is told
 */
public record RunOptions(
    ParsedFlags flags,
    CliStyle style,
    String directory,
    VariableFile variables,
    ClientProxies proxies) {
  /** Profiles of seccomp are files that the client reads (container/opts.go:parseSecurityOpts). */
  private void checkProfiles() throws Problem {
    for (String option : flags.all("security-opt")) {
      String name = option.replaceFirst("^seccomp[=:]", "");
      if (!name.equals(option) && !name.matches("unconfined|builtin")) {
        try {
          variables.text(name);
        } catch (Problem missing) {
          throw new Problem(
              "opening seccomp profile (" + name + ") failed: " + missing.getMessage());
        }
      }
    }
  }

  public ContainerSpec spec() throws Problem {
    List<String> words = flags.arguments();
    boolean detached = flags.on("detach");
    ContainerSpec.Process process =
        new ContainerSpec.Process(
            entrypoint(),
            List.copyOf(words.subList(1, words.size())),
            proxies.beside(variables.all(flags.all("env-file"), flags.all("env"))),
            flags.text("workdir").orElse(""),
            flags.text("user").orElse(""),
            flags.on("tty"),
            flags.on("interactive"),
            !detached);
    RunNetworks.mac(flags.text("mac-address"));
    RunChecks.check(flags);
    DeviceSyntax.check(flags.all("device"));
    checkProfiles();
    ContainerSpec.Ports ports = ports();
    ContainerSpec.Life life = life();
    List<EndpointSpec> networks = new RunNetworks(flags, style).all();
    String mode = networks.isEmpty() ? "default" : networks.get(0).network();
    boolean joins = mode.startsWith("container:");
    return new ContainerSpec(
        flags.text("name").orElse(""),
        words.get(0),
        process,
        naming(),
        ports,
        privileges(),
        life,
        mode,
        joins && networks.get(0).address().isEmpty() ? List.of() : networks,
        ParsedFlags.pairs(variables.all(flags.all("label-file"), labels())),
        new VolumeSyntax(flags, style, directory).storage(),
        ShownOptions.of(flags));
  }

  private Optional<List<String>> entrypoint() {
    return flags.text("entrypoint").map(e -> e.isEmpty() ? List.of() : List.of(e));
  }

  private ContainerSpec.Naming naming() {
    List<String> options = new ArrayList<>(flags.all("dns-option"));
    options.addAll(flags.all("dns-opt"));
    List<String> hosts = new ArrayList<>();
    for (String host : flags.all("add-host")) {
      int at = host.indexOf('=') >= 0 ? host.indexOf('=') : host.indexOf(':');
      hosts.add(host.substring(0, at) + ":" + FlagValues.address(host.substring(at + 1)));
    }
    return new ContainerSpec.Naming(
        flags.text("hostname").orElse(""),
        flags.text("domainname").orElse(""),
        flags.all("dns"),
        flags.all("dns-search").stream()
            .flatMap(d -> FlagValues.domain(d.trim()).stream())
            .toList(),
        options,
        hosts,
        flags.all("link"));
  }

  private ContainerSpec.Ports ports() throws Problem {
    try {
      List<PortBinding> bindings = new ArrayList<>();
      for (String value : flags.all("publish")) {
        bindings.addAll(PortSyntax.parse(value, style));
      }
      List<String> exposed = new ArrayList<>();
      for (String value : flags.all("expose")) {
        exposed.addAll(PortSyntax.exposed(value, style));
      }
      return new ContainerSpec.Ports(exposed, List.copyOf(bindings), flags.on("publish-all"));
    } catch (Problem e) {
      throw new Problem(style.portProblem(e.getMessage()));
    }
  }

  private ContainerSpec.Privileges privileges() {
    return new ContainerSpec.Privileges(
        capabilities("cap-add"),
        capabilities("cap-drop"),
        flags.on("privileged"),
        flags.pairs("sysctl"));
  }

  /** docker/cli opts:EffectiveCapAddCapDrop. */
  private List<String> capabilities(String option) {
    return style.has(Trait.NORMALIZES_CAPABILITIES)
        ? flags.all(option).stream()
            .map(name -> name.toUpperCase(Locale.ROOT))
            .map(name -> name.matches("ALL|CAP_.*") ? name : "CAP_" + name)
            .distinct()
            .sorted()
            .toList()
        : flags.all(option);
  }

  /** A restart policy: its name, and how often it tries for {@code on-failure}. */
  public record Policy(String name, int retries) {
    private static final Pattern COUNT = Pattern.compile("[+-]?[0-9]{1,9}");

    /** docker/cli opts:ParseRestartPolicy. */
    public static Policy parse(String text) throws Problem {
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      String count = colon < 0 ? "0" : text.substring(colon + 1);
      if (colon == 0) {
        throw new Problem("invalid restart policy format: no policy provided before colon");
      } else if (!COUNT.matcher(count).matches()) {
        throw new Problem("invalid restart policy format: maximum retry count must be an integer");
      }
      return new Policy(name.isEmpty() ? "no" : name, Integer.parseInt(count));
    }
  }

  private ContainerSpec.Life life() throws Problem {
    Policy policy = Policy.parse(flags.text("restart").orElse("no"));
    if (flags.on("rm") && !policy.name().equals("no")) {
      throw new Problem(style.says(Phrase.RESTART_CONFLICT));
    }
    Optional<Integer> timeout = flags.number("stop-timeout");
    return new ContainerSpec.Life(
        flags.on("rm"),
        policy.name(),
        policy.retries(),
        flags.text("stop-signal").orElse(""),
        timeout.map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  /** A label alone has an empty value. */
  private List<String> labels() {
    return flags.all("label").stream().map(l -> l.contains("=") ? l : l + "=").toList();
  }
}
