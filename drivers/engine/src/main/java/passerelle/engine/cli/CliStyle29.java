package passerelle.engine.cli;

import java.util.Optional;
import passerelle.engine.EngineVersion;
import passerelle.gotemplate.GoValue;

/** Client 29.1: as 28.5 but for what stands here. */
final class CliStyle29 extends CliStyle28 {
  @Override
  public EngineVersion version() {
    return EngineVersion.V29_1;
  }

  @Override
  public String unreachable(String host, String why) {
    String hint =
        host.startsWith("unix:")
            ? "; check if the path is correct and if the daemon is running: "
            : ": ";
    return "failed to connect to the docker API at "
        + (host + hint + why.replaceFirst("^dial tcp: lookup", "lookup"));
  }

  @Override
  public Optional<String> wrongPrefix(String text) {
    return GoPrefix.problem(text);
  }

  @Override
  public Optional<String> wrongAddress(String text) {
    return GoPrefix.addressProblem(text);
  }

  @Override
  public String wrongRange(PortSyntax.WrongRange wrong) {
    if (wrong.why().isEmpty()) {
      return "invalid port range: " + wrong.range();
    }
    String end = wrong.first() ? "start" : "end";
    String why = wrong.part().isEmpty() ? "value is empty" : wrong.why();
    return "invalid " + end + " port '" + wrong.part() + "': " + why;
  }

  @Override
  public Optional<GoValue> platform() {
    return Optional.of(Platform.LINUX);
  }
}
