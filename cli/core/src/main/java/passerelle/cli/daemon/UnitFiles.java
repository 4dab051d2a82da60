package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.EngineVersion;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.Spaces;
import passerelle.text.Resources;

/** The files of the units on the Docker host, and what a person has added to them. */
record UnitFiles(Spaces spaces, String host) {
  static final String DIRECTORY = "/usr/lib/systemd/system/";
  private static final String DROP_INS = "/etc/systemd/system/docker.service.d";

  /** The daemon's own program: Debian's packages have it elsewhere than Docker's. */
  static String program(EngineVersion version) {
    return version == EngineVersion.V26_1 ? "/usr/sbin/dockerd" : "/usr/bin/dockerd";
  }

  /**
   * Writes the files that the packages bring.
   *
   * @param options with which the daemon is to run
   */
  void install(EngineVersion version, String options) {
    String command =
        program(version)
            + " -H fd:// --containerd=/run/containerd/containerd.sock"
            + (options.isEmpty() ? "" : " " + options);
    for (String unit : List.of("docker.service", "docker.socket")) {
      String text = Resources.text(UnitFiles.class, unit).replace("COMMAND", command);
      spaces.writeFile(host, DIRECTORY + unit, text);
    }
  }

  /** Where a person writes daemon.json, before any engine is there, and settings of the kernel. */
  static void makeConfiguration(Spaces spaces, String host) {
    Optional<FileTree> files = spaces.files(host);
    try {
      if (files.isPresent()) {
        files.get().makeDirectories("/etc/docker");
        files.get().makeDirectories("/etc/sysctl.d");
      }
    } catch (KernelException taken) {
      throw new IllegalStateException("/etc is no directory", taken);
    }
  }

  /** A unit's file and the drop-ins of it, by their paths. */
  Map<String, String> texts(String unit) {
    Map<String, String> texts = new LinkedHashMap<>();
    put(texts, DIRECTORY + unit);
    if (unit.equals(DockerService.UNIT)) {
      dropIns().forEach(path -> put(texts, path));
    }
    return texts;
  }

  private void put(Map<String, String> texts, String path) {
    spaces.readFile(host, path).ifPresent(text -> texts.put(path, text));
  }

  List<String> dropIns() {
    List<String> paths = new ArrayList<>();
    Optional<FileTree> files = spaces.files(host);
    if (files.isPresent() && files.get().kind(DROP_INS) == FileTree.Kind.DIRECTORY) {
      try {
        for (String name : files.get().list(DROP_INS)) {
          if (name.endsWith(".conf")) {
            paths.add(DROP_INS + "/" + name);
          }
        }
      } catch (KernelException gone) {
        return paths;
      }
    }
    return paths;
  }

  /** The words of ExecStart: an empty one in a drop-in takes back those before. */
  List<String> command() {
    String command = "";
    for (String text : texts(DockerService.UNIT).values()) {
      for (String line : text.replace("\\\n", " ").split("\n")) {
        if (line.startsWith("ExecStart=")) {
          command = line.substring("ExecStart=".length()).strip();
        }
      }
    }
    return command.isEmpty() ? List.of() : Arrays.asList(command.split("\\s+"));
  }
}
