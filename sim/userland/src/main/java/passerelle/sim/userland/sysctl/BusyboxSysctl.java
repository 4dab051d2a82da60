package passerelle.sim.userland.sysctl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code sysctl} of BusyBox 1.37 (procps/sysctl.c there). */
public final class BusyboxSysctl implements LabKernel.Tool {
  private static final String USAGE =
      BusyboxBuild.TITLE
          + "\n"
          + "Usage: sysctl [-enq] { -a | -p [FILE]... | [-w] [KEY[=VALUE]]... }\n\n"
          + "Show/set kernel parameters\n\n"
          + "\t-e\tDon't warn about unknown keys\n"
          + "\t-n\tDon't show key names\n"
          + "\t-q      Quiet\n"
          + "\t-a\tShow all values\n"
          + "\t-p\tSet values from FILEs (default /etc/sysctl.conf)\n"
          + "\t-w\tSet values\n";

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    String letters = "";
    List<String> keys = new ArrayList<>();
    for (String word : kernel.process().arguments()) {
      if (word.startsWith("-") && word.length() > 1) {
        letters += word.substring(1);
      } else {
        keys.add(word);
      }
    }
    for (char letter : letters.toCharArray()) {
      if ("enqawp".indexOf(letter) < 0) {
        throw new ToolFailure(1, "sysctl: invalid option -- '" + letter + "'\n" + USAGE);
      }
    }
    if (letters.indexOf('p') >= 0) {
      throw ToolFailure.notModelled("sysctl", "option -p");
    }
    boolean all = letters.indexOf('a') >= 0;
    if (keys.isEmpty() && !all) {
      throw new ToolFailure(1, USAGE);
    }
    ProcSys files =
        new ProcSys(
            kernel.lab().settings(), kernel.netns(), kernel.lab().isSysctlWritable(kernel.files()));
    int status = 0;
    for (String key : all ? files.list("").orElse(List.of()) : keys) {
      status |= one(kernel, files, key, letters);
    }
    return status;
  }

  private static int one(KernelView kernel, ProcSys files, String word, String letters) {
    int equals = word.indexOf('=');
    String name = (equals < 0 ? word : word.substring(0, equals)).strip();
    String path = name.indexOf('/') >= 0 ? name : name.replace('.', '/');
    String key = path.replace('/', '.');
    Optional<List<String>> inner = files.list(path);
    if (inner.isPresent() && equals < 0) {
      int status = 0;
      for (String child : inner.get()) {
        status |= one(kernel, files, path + "/" + child, letters);
      }
      return status;
    }
    Optional<byte[]> value = files.read(path);
    if (value.isEmpty()) {
      if (letters.indexOf('e') < 0) {
        kernel.err("sysctl: error: '" + key + "' is an unknown key\n");
      }
      return letters.indexOf('e') < 0 ? 1 : 0;
    }
    String shown = new String(value.get(), StandardCharsets.UTF_8).strip();
    if (equals >= 0) {
      shown = word.substring(equals + 1).strip();
      try {
        files.write(path, (shown + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (FileError refused) {
        kernel.err(
            "sysctl: error setting key '%s': %s\n"
                .formatted(key, kernel.libc().strerror(refused.errno())));
        return 1;
      }
    }
    if (equals < 0 || letters.indexOf('q') < 0) {
      kernel.out((letters.indexOf('n') >= 0 ? "" : key + " = ") + shown + "\n");
    }
    return 0;
  }
}
