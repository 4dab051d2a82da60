package passerelle.sim.userland.tool;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;

/** What the configuration tools of all places of a lab share. */
public final class LabKernel {
  private final Namespaces namespaces;
  private final NetnsNames names = new NetnsNames();
  private final StaticSettings settings = new StaticSettings();
  private final Set<FileSystem> readOnly = Collections.newSetFromMap(new IdentityHashMap<>());

  public LabKernel(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /** A tool: looks at the kernel, prints, and answers with its exit status. */
  @FunctionalInterface
  public interface Tool {
    int run(KernelView kernel) throws ToolFailure;
  }

  public Namespaces namespaces() {
    return namespaces;
  }

  /** The names that {@code ip netns} gave. */
  public NetnsNames names() {
    return names;
  }

  /** The settings that nothing in the simulation obeys. */
  public StaticSettings settings() {
    return settings;
  }

  /** Notes whether {@code /proc/sys} is mounted read-write among the files of a place. */
  public void setSysctlWritable(FileSystem files, boolean writable) {
    if (writable) {
      readOnly.remove(files);
    } else {
      readOnly.add(files);
    }
  }

  public boolean isSysctlWritable(FileSystem files) {
    return !readOnly.contains(files);
  }

  public KernelView view(Process process) {
    return new KernelView(this, process, process.netns());
  }

  /** The tool as a program that a place can have. */
  public BlockingProgram program(Tool tool) {
    return process -> {
      process.stdout().useStdioBuffer();
      try {
        return tool.run(view(process));
      } catch (ToolFailure failure) {
        process.stderr().print(failure.getMessage());
        return failure.status();
      }
    };
  }
}
