package passerelle.sim.userland.sysctl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** {@code sysctl} of BusyBox 1.37 (procps/sysctl.c there). */
public final class BusyboxSysctl implements LabKernel.Tool {
  private static final String USAGE =
      BusyboxBuild.TITLE + "\n" + "\n" + Resources.text(BusyboxSysctl.class, "busybox-sysctl.txt");

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Getopt given = Getopt.parse("enqawp", "", kernel.process().arguments());
    if (given.error().isPresent()) {
      throw new ToolFailure(1, "sysctl: " + given.error().get() + "\n" + USAGE);
    }
    List<String> keys = given.operands();
    if (given.has("p")) {
      throw ToolFailure.notModelled("sysctl", "option -p");
    }
    boolean all = given.has("a");
    if (keys.isEmpty() && !all) {
      throw new ToolFailure(1, USAGE);
    }
    ProcSys files =
        new ProcSys(
            kernel.lab().settings(), kernel.netns(), kernel.lab().isSysctlWritable(kernel.files()));
    int status = 0;
    for (String key : all ? files.list("").orElse(List.of()) : keys) {
      status |= one(kernel, files, key, given);
    }
    return status;
  }

  private static int one(KernelView kernel, ProcSys files, String word, Getopt given) {
    int equals = word.indexOf('=');
    String name = (equals < 0 ? word : word.substring(0, equals)).strip();
    String path = name.indexOf('/') >= 0 ? name : name.replace('.', '/');
    String key = path.replace('/', '.');
    Optional<List<String>> inner = files.list(path);
    if (inner.isPresent() && equals < 0) {
      int status = 0;
      for (String child : inner.get()) {
        status |= one(kernel, files, path + "/" + child, given);
      }
      return status;
    }
    Optional<byte[]> value = files.read(path);
    if (value.isEmpty()) {
      if (!given.has("e")) {
        kernel.err("sysctl: error: '" + key + "' is an unknown key\n");
      }
      return given.has("e") ? 0 : 1;
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
    if (equals < 0 || !given.has("q")) {
      kernel.out((given.has("n") ? "" : key + " = ") + shown + "\n");
    }
    return 0;
  }
}
