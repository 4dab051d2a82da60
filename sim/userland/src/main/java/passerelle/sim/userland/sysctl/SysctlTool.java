package passerelle.sim.userland.sysctl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.WordList;

/** The command {@code sysctl} (procps 4.0.4, src/sysctl.c). */
public final class SysctlTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    return new Run(kernel).run();
  }

  private static final String NOTHING =
      "sysctl: no variables specified\nTry `sysctl --help' for more information.\n";

  private static final String SETTINGS = "/etc/sysctl.conf";

  /** Of files of one name the first counts ({@code sysctl.c:PreloadSystem}). */
  private static final List<String> DIRECTORIES =
      WordList.of(
          """
          /run/sysctl.d /etc/sysctl.d /usr/local/lib/sysctl.d /usr/lib/sysctl.d /lib/sysctl.d
          """);

  /** One run: its options and whether something went wrong. */
  private static final class Run {
    private final KernelView kernel;
    private final ProcSys files;
    private final SysctlOptions options = new SysctlOptions();
    private int status;

    private Run(KernelView kernel) {
      this.kernel = kernel;
      files =
          new ProcSys(
              kernel.lab().settings(),
              kernel.netns(),
              kernel.lab().isSysctlWritable(kernel.files()));
    }

    private int run() throws ToolFailure {
      List<String> operands = options.parse(kernel.process());
      if (options.all) {
        files.list("").orElse(List.of()).forEach(this::showTree);
        return status;
      }
      if (options.system) {
        loadSystem();
        return status;
      }
      if (options.load) {
        for (String file : operands.isEmpty() ? List.of(SETTINGS) : operands) {
          read(file).forEach(this::take);
        }
        return status;
      }
      if (operands.isEmpty()) {
        throw new ToolFailure(1, NOTHING);
      }
      for (String operand : operands) {
        take(operand);
      }
      return status;
    }

    /** {@code key}, {@code key=value}, {@code key = value}. */
    private void take(String operand) {
      int equals = operand.indexOf('=');
      boolean writes = equals >= 0 || kernel.process().arguments().contains("-w");
      if (writes && operand.length() < 2) {
        status = 1;
        return;
      }
      if (equals < 0) {
        if (writes) {
          error("command line(0): invalid syntax, continuing...");
          return;
        }
        show(operand.strip());
        return;
      }
      set(operand.substring(0, equals).strip(), operand.substring(equals + 1).strip());
    }

    /** The path of a key; slashes in it make it a path already. */
    private static String path(String key) {
      int slash = key.indexOf('/');
      int dot = key.indexOf('.');
      if (slash >= 0 && (dot < 0 || slash < dot)) {
        return key;
      }
      StringBuilder path = new StringBuilder();
      for (char c : key.toCharArray()) {
        path.append(c == '.' ? '/' : c == '/' ? '.' : c);
      }
      return path.toString();
    }

    private static String key(String path) {
      StringBuilder key = new StringBuilder();
      for (char c : path.toCharArray()) {
        key.append(c == '/' ? '.' : c == '.' ? '/' : c);
      }
      return key.toString();
    }

    private void error(String message) {
      kernel.process().stdout().flush();
      kernel.err("sysctl: " + message + "\n");
      status = 1;
    }

    private boolean isMissing(String path) {
      boolean missing = files.read(path).isEmpty() && files.list(path).isEmpty();
      if (missing && !options.ignoreUnknown) {
        error("cannot stat /proc/sys/" + path + ": No such file or directory");
      }
      return missing;
    }

    private void show(String operand) {
      String path = path(operand);
      if (!isMissing(path)) {
        showTree(path);
      }
    }

    private void showTree(String path) {
      Optional<List<String>> inner = files.list(path);
      if (inner.isPresent()) {
        inner.get().forEach(name -> showTree(path + "/" + name));
        return;
      }
      files.read(path).ifPresent(v -> print(path, new String(v, StandardCharsets.UTF_8)));
    }

    private void print(String path, String value) {
      String key = key(path);
      if (options.pattern.filter(p -> !p.matcher(key).find()).isPresent()) {
        return;
      }
      if (options.namesOnly) {
        kernel.out(key + "\n");
        return;
      }
      for (String line : value.split("\n", -1)) {
        if (!line.isEmpty() || value.equals("\n")) {
          kernel.out(
              (options.valuesOnly ? line : key + " = " + line) + (options.newline ? "\n" : ""));
        }
        if (value.equals("\n")) {
          return;
        }
      }
    }

    private void set(String operand, String value) {
      String path = path(operand);
      if (isMissing(path)) {
        return;
      }
      String key = key(path);
      if (files.list(path).isPresent()) {
        int before = status;
        error(complaint(key, Errno.EACCES));
        status = before;
        return;
      }
      if (!options.dryRun && !write(path, key, value)) {
        return;
      }
      if (!options.quiet) {
        kernel.out(echo(key, value));
      }
    }

    private String echo(String key, String value) {
      if (options.namesOnly) {
        return key + "\n";
      }
      return (options.valuesOnly ? value : key + " = " + value) + (options.newline ? "\n" : "");
    }

    private boolean write(String path, String key, String value) {
      try {
        if (!kernel.lab().isSysctlWritable(kernel.files())) {
          throw new FileError(Errno.EROFS);
        }
        boolean forwarding = key.endsWith("forwarding") || key.equals("net.ipv4.ip_forward");
        if (forwarding && !kernel.mayAdminister()) {
          throw new FileError(Errno.EPERM);
        }
        files.write(path, (value + "\n").getBytes(StandardCharsets.UTF_8));
        return true;
      } catch (FileError refused) {
        int before = status;
        error(complaint(key, refused.errno()));
        // A file that may only be read is no failure.
        status = refused.errno() == Errno.EACCES ? before : status;
        return false;
      }
    }

    /** A file that cannot even be opened is told apart from a write that fails. */
    private static String complaint(String key, Errno reason) {
      return switch (reason) {
        case EROFS -> "permission denied on key \"" + key + "\"";
        case EACCES -> "setting key \"" + key + "\": " + Errno.EPERM.text();
        default -> "setting key \"" + key + "\": " + reason.text();
      };
    }

    /**
     * The files of all directories by their names, each name once, and then the file of old; they
     * are set when all have been read.
     */
    private void loadSystem() {
      TreeMap<String, String> files = new TreeMap<>();
      for (String directory : DIRECTORIES) {
        names(directory).stream()
            .filter(name -> name.endsWith(".conf"))
            .forEach(name -> files.putIfAbsent(name, directory + "/" + name));
      }
      List<String> paths = new ArrayList<>(files.values());
      if (kernel.files().exists(SETTINGS)) {
        paths.add(SETTINGS);
      }
      List<String> settings = new ArrayList<>();
      int before = status;
      for (String path : paths) {
        if (!options.quiet) {
          kernel.out("* Applying " + path + " ...\n");
        }
        settings.addAll(read(path));
      }
      status = before;
      settings.forEach(this::take);
    }

    private List<String> names(String directory) {
      return kernel.files().names(directory);
    }

    /** The settings of a file. */
    private List<String> read(String name) {
      String text;
      try {
        String path = kernel.process().path(name);
        text =
            name.equals("-")
                ? new String(kernel.process().stdin().readAll(), StandardCharsets.UTF_8)
                : kernel.files().readText(path);
      } catch (FileError unreadable) {
        error("cannot open \"" + name + "\": " + unreadable.getMessage());
        return List.of();
      }
      int number = 0;
      List<String> settings = new ArrayList<>();
      for (String line : text.split("\n")) {
        number++;
        String setting = line.strip();
        if (setting.isEmpty() || setting.startsWith("#") || setting.startsWith(";")) {
          continue;
        }
        if (!setting.contains("=")) {
          error(name + "(" + number + "): invalid syntax, continuing...");
          continue;
        }
        settings.add(setting.startsWith("-") ? setting.substring(1) : setting);
      }
      return settings;
    }
  }
}
