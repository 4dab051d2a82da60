package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.Phrase;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.cli.Invocation;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.DockerTypes;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.Units;
import passerelle.text.Resources;

/** version and info. */
public final class SystemCommands {
  static final String VOLUME_PLUGINS = "local";
  static final String NETWORK_PLUGINS = "bridge host ipvlan macvlan null overlay";
  static final String LOG_PLUGINS =
      "awslogs fluentd gcplogs gelf journald json-file local splunk syslog";

  static final String VERSION = Resources.text(SystemCommands.class, "version.txt");
  static final String INFO =
      Resources.text(SystemCommands.class, "info.txt")
          .replace("MEMORY", Units.bytesSize(InfoDocument.MEMORY));

  private SystemCommands() {}

  private static DockerTypes types(Invocation call) {
    return types(call.engine());
  }

  static DockerTypes types(Engine engine) {
    return DockerTypes.of(engine.profile().version().lineage());
  }

  public static int version(Invocation call) throws CliException {
    Map<String, Object> known = new VersionDocument(call.engine(), call.client()).build();
    GoType type = types(call).version();
    if (call.flags().has("format")) {
      return FormattedInfo.print(call, "version", type, known);
    }
    call.io().out(FormattedInfo.text(VERSION, type, known));
    return 0;
  }

  public static int info(Invocation call) throws CliException {
    Map<String, Object> known = new InfoDocument(call).build();
    GoType type = types(call).info();
    if (call.flags().has("format")) {
      return FormattedInfo.print(call, "", type, known);
    }
    String firewall = call.engine().settings().firewall().label();
    String told =
        call.style().says(Phrase.FIREWALL_BACKEND, firewall).replaceFirst("(.+)", " $1\n");
    call.io().out(FormattedInfo.text(INFO, type, known) + told + "\n");
    warnings(call.engine(), call.style()).forEach(call::errorLine);
    return 0;
  }

  /** What the daemon warns of. */
  static List<String> warnings(Engine engine, CliStyle style) {
    List<String> lines = new ArrayList<>(style.says(Phrase.INFO_WARNING).lines().toList());
    if (!engine.isForwarding()) {
      lines.add("WARNING: IPv4 forwarding is disabled");
    }
    return lines;
  }

  static long count(List<Container> containers, Container.Status status) {
    return containers.stream().filter(c -> c.status() == status).count();
  }

  static String uuid(String id) {
    return "%s-%s-%s-%s-%s"
        .formatted(
            id.substring(0, 8),
            id.substring(8, 12),
            id.substring(12, 16),
            id.substring(16, 20),
            id.substring(20, 32));
  }
}
