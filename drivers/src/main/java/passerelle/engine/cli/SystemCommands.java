package passerelle.engine.cli;

import java.util.List;
import java.util.Locale;
import passerelle.engine.Container;
import passerelle.engine.EngineProfile;
import passerelle.gotemplate.Units;

/** version and info. */
final class SystemCommands {
  private SystemCommands() {}

  static int version(Invocation call) throws CliException {
    if (call.flags().has("format")) {
      throw Unmodelled.refuse("option --format of version");
    }
    EngineProfile.Versions v = call.engine().profile().versions();
    call.io()
        .out(
            String.join(
                "\n",
                "Client:",
                " Version:           " + v.client(),
                " API version:       " + v.api(),
                " Go version:        " + v.go(),
                " Git commit:        " + v.commit(),
                " Built:             Mon Nov  3 00:00:00 2025",
                " OS/Arch:           linux/amd64",
                " Context:           default",
                "",
                "Server:",
                " Engine:",
                "  Version:          " + v.engine(),
                "  API version:      " + v.api() + " (minimum version 1.24)",
                "  Go version:       " + v.go(),
                "  Git commit:       " + v.commit(),
                "  Built:            Mon Nov  3 00:00:00 2025",
                "  OS/Arch:          linux/amd64",
                "  Experimental:     false",
                " containerd:",
                "  Version:          1.7.24",
                "  GitCommit:        ",
                " runc:",
                "  Version:          1.1.15",
                "  GitCommit:        ",
                " docker-init:",
                "  Version:          0.19.0",
                "  GitCommit:        ",
                ""));
    return 0;
  }

  static int info(Invocation call) throws CliException {
    if (call.flags().has("format")) {
      throw Unmodelled.refuse("option --format of info");
    }
    List<Container> all = call.engine().containers();
    EngineProfile.Versions v = call.engine().profile().versions();
    call.io()
        .out(
            String.join(
                    "\n",
                    "Client:",
                    " Version:    " + v.client(),
                    " Context:    default",
                    " Debug Mode: false",
                    "",
                    "Server:",
                    " Containers: " + all.size(),
                    "  Running: " + count(all, Container.Status.RUNNING),
                    "  Paused: " + count(all, Container.Status.PAUSED),
                    "  Stopped: " + all.stream().filter(c -> !c.isRunning()).count(),
                    " Images: " + call.engine().images().size(),
                    "")
                + daemon(call));
    return 0;
  }

  private static String daemon(Invocation call) {
    EngineProfile.Versions v = call.engine().profile().versions();
    return String.join(
        "\n",
        " Server Version: " + v.engine(),
        " Storage Driver: overlay2",
        " Logging Driver: json-file",
        " Cgroup Driver: systemd",
        " Cgroup Version: 2",
        " Plugins:",
        "  Volume: local",
        "  Network: bridge host ipvlan macvlan null overlay",
        "  Log: awslogs fluentd gcplogs gelf journald json-file local splunk syslog",
        " Swarm: inactive",
        " Runtimes: io.containerd.runc.v2 runc",
        " Default Runtime: runc",
        " Init Binary: docker-init",
        " Kernel Version: 6.18",
        " Operating System: Debian GNU/Linux 13 (trixie)",
        " OSType: linux",
        " Architecture: x86_64",
        " Total Memory: " + Units.bytesSize(8L * 1024 * 1024 * 1024),
        " Name: " + call.engine().settings().host(),
        " ID: " + uuid(call.engine().id()),
        " Docker Root Dir: /var/lib/docker",
        " Debug Mode: false",
        " Experimental: false",
        " Insecure Registries:",
        "  127.0.0.0/8",
        " Live Restore Enabled: false",
        "");
  }

  private static long count(List<Container> containers, Container.Status status) {
    return containers.stream().filter(c -> c.status() == status).count();
  }

  private static String uuid(String id) {
    return String.format(
        Locale.ROOT,
        "%s-%s-%s-%s-%s",
        id.substring(0, 8),
        id.substring(8, 12),
        id.substring(12, 16),
        id.substring(16, 20),
        id.substring(20, 32));
  }
}
