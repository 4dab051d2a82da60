package passerelle.sim.userland.sysctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** The command {@code sysctl} (procps 4.0.4, src/sysctl.c). */
public final class SysctlTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    return new Run(kernel).run();
  }

  /** One run: its options and whether something went wrong. */
  private static final class Run {
    private final KernelView kernel;
    private final ProcSys files;
    private boolean namesOnly;
    private boolean valuesOnly;
    private boolean newline = true;
    private boolean quiet;
    private boolean ignoreUnknown;
    private boolean dryRun;
    private boolean all;
    private boolean load;
    private Optional<Pattern> pattern = Optional.empty();
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
      List<String> operands = parse(kernel.process().arguments());
      if (all) {
        files.list("").orElse(List.of()).forEach(this::showTree);
        return status;
      }
      if (load) {
        for (String file : operands.isEmpty() ? List.of("/etc/sysctl.conf") : operands) {
          loadFile(file);
        }
        return status;
      }
      if (operands.isEmpty()) {
        throw new ToolFailure(1, usage());
      }
      for (String operand : operands) {
        take(operand);
      }
      return status;
    }

    private List<String> parse(List<String> arguments) throws ToolFailure {
      List<String> operands = new ArrayList<>();
      boolean patternNext = false;
      for (String word : arguments) {
        if (patternNext) {
          pattern = Optional.of(compile(word));
          patternNext = false;
        } else if (word.startsWith("--")) {
          patternNext = takeLong(word);
        } else if (word.startsWith("-") && word.length() > 1) {
          patternNext = takeLetters(word.substring(1), operands);
        } else {
          operands.add(word);
        }
      }
      return operands;
    }

    private boolean takeLetters(String letters, List<String> operands) throws ToolFailure {
      for (int i = 0; i < letters.length(); i++) {
        char letter = letters.charAt(i);
        switch (letter) {
          case 'a', 'A', 'X' -> all = true;
          case 'b' -> {
            valuesOnly = true;
            newline = false;
          }
          case 'e' -> ignoreUnknown = true;
          case 'N' -> namesOnly = true;
          case 'n' -> valuesOnly = true;
          case 'q' -> quiet = true;
          case 'w', 'o', 'x' -> {
            // A value is written whenever one is given.
          }
          case 'p', 'f' -> {
            load = true;
            if (i + 1 < letters.length()) {
              operands.add(letters.substring(i + 1));
            }
            return false;
          }
          case 'r' -> {
            if (i + 1 < letters.length()) {
              pattern = Optional.of(compile(letters.substring(i + 1)));
              return false;
            }
            return true;
          }
          case 'V' -> throw version();
          case 'h', 'd' -> throw new ToolFailure(0, usage());
          default ->
              throw new ToolFailure(
                  1, "sysctl: invalid option -- '" + letter + "'\n" + usage());
        }
      }
      return false;
    }

    private boolean takeLong(String word) throws ToolFailure {
      String name = word.substring(2).replaceFirst("=.*", "");
      String value = word.contains("=") ? word.substring(word.indexOf('=') + 1) : "";
      switch (name) {
        case "all" -> all = true;
        case "binary" -> takeLetters("b", new ArrayList<>());
        case "ignore" -> ignoreUnknown = true;
        case "names" -> namesOnly = true;
        case "values" -> valuesOnly = true;
        case "quiet" -> quiet = true;
        case "dry-run" -> dryRun = true;
        case "write", "deprecated" -> {
          // A value is written whenever one is given.
        }
        case "load" -> load = true;
        case "pattern" -> {
          if (value.isEmpty()) {
            return true;
          }
          pattern = Optional.of(compile(value));
        }
        case "version" -> throw version();
        case "help" -> throw new ToolFailure(0, usage());
        case "system" -> throw ToolFailure.notModelled("sysctl", "option --system");
        default ->
            throw new ToolFailure(
                1, "sysctl: unrecognized option '" + word + "'\n" + usage());
      }
      return false;
    }

    private static Pattern compile(String expression) throws ToolFailure {
      try {
        return Pattern.compile(expression);
      } catch (PatternSyntaxException wrong) {
        throw new ToolFailure(1, "sysctl: invalid regular expression: " + expression + "\n");
      }
    }

    private static ToolFailure version() {
      return new ToolFailure(0, "sysctl from procps-ng 4.0.4\n");
    }

    /** {@code key}, {@code key=value}, {@code key = value}. */
    private void take(String operand) {
      int equals = operand.indexOf('=');
      if (equals < 0) {
        if (kernel.process().arguments().contains("-w")) {
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
      if (missing && !ignoreUnknown) {
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
      if (pattern.filter(p -> !p.matcher(key).find()).isPresent()) {
        return;
      }
      if (namesOnly) {
        kernel.out(key + "\n");
        return;
      }
      for (String line : value.split("\n", -1)) {
        if (!line.isEmpty() || value.equals("\n")) {
          kernel.out((valuesOnly ? line : key + " = " + line) + (newline ? "\n" : ""));
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
        error(complaint(key, FileError.Reason.EACCES));
        status = before;
        return;
      }
      if (!dryRun && !write(path, key, value)) {
        return;
      }
      if (!quiet) {
        kernel.out(echo(key, value));
      }
    }

    private String echo(String key, String value) {
      if (namesOnly) {
        return key + "\n";
      }
      return (valuesOnly ? value : key + " = " + value) + (newline ? "\n" : "");
    }

    private boolean write(String path, String key, String value) {
      try {
        if (!kernel.lab().isSysctlWritable(kernel.files())) {
          throw new FileError(FileError.Reason.EROFS);
        }
        boolean forwarding = key.endsWith("forwarding") || key.equals("net.ipv4.ip_forward");
        if (forwarding && !kernel.mayAdminister()) {
          throw new FileError(FileError.Reason.EPERM);
        }
        files.write(path, (value + "\n").getBytes(StandardCharsets.UTF_8));
        return true;
      } catch (FileError refused) {
        int before = status;
        error(complaint(key, refused.reason()));
        // A file that may only be read is no failure.
        status = refused.reason() == FileError.Reason.EACCES ? before : status;
        return false;
      }
    }

    /** A file that cannot even be opened is told apart from a write that fails. */
    private static String complaint(String key, FileError.Reason reason) {
      return switch (reason) {
        case EROFS -> "permission denied on key \"" + key + "\"";
        case EACCES -> "setting key \"" + key + "\": " + FileError.Reason.EPERM.text();
        default -> "setting key \"" + key + "\": " + reason.text();
      };
    }

    private void loadFile(String name) {
      String text;
      try {
        String path = FileSystem.resolve(kernel.process().directory(), name);
        text =
            name.equals("-")
                ? new String(kernel.process().stdin().readAll(), StandardCharsets.UTF_8)
                : kernel.files().readText(path);
      } catch (FileError unreadable) {
        error("cannot open \"" + name + "\": " + unreadable.getMessage());
        return;
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
      settings.forEach(this::take);
    }
  }

  private static String usage() {
    try (InputStream in = SysctlTool.class.getResourceAsStream("usage.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
