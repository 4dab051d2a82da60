package passerelle.sim.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.sim.netns.Netns;

/**
 * Where processes run: a machine of the lab or a container. It is what the processes there share
 * ({@code struct nsproxy}): host name, files, tools, process numbers, and the network namespace,
 * which may be another place's too.
 */
public final class Place {
  private final Scheduler scheduler;
  private final Netns netns;
  private final FileSystem files;
  private final Toolset tools;
  private final boolean container;
  private final Map<Integer, Process> processes = new LinkedHashMap<>();
  private Supplier<String> label;
  private String hostname;
  private int lastPid;

  private Place(
      Scheduler scheduler,
      Netns netns,
      String hostname,
      FileSystem files,
      Toolset tools,
      boolean container) {
    this.scheduler = scheduler;
    this.netns = netns;
    this.hostname = hostname;
    this.files = files;
    this.tools = tools;
    this.container = container;
    label = () -> this.hostname;
  }

  /** A machine, whose processes have the numbers of the whole lab. */
  public static Place machine(
      Scheduler scheduler, Netns netns, String hostname, FileSystem files, Toolset tools) {
    return new Place(scheduler, netns, hostname, files, tools, false);
  }

  /** A container, whose first process is number 1 and ignores signals that it does not handle. */
  public static Place container(
      Scheduler scheduler, Netns netns, String hostname, FileSystem files, Toolset tools) {
    return new Place(scheduler, netns, hostname, files, tools, true);
  }

  /** Whether its processes have numbers of their own, and one of them is the first. */
  public boolean isContainer() {
    return container;
  }

  /**
   * The same place with another network namespace ({@code setns(2)} with CLONE_NEWNET).
   *
   * @param view its files, with what the kernel shows of that namespace
   */
  public Place in(Netns other, FileSystem view) {
    Place place = new Place(scheduler, other, hostname, view, tools, container);
    place.setLabel(() -> label() + ":" + other.name());
    return place;
  }

  /** What runs its processes. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** Its network namespace. */
  public Netns netns() {
    return netns;
  }

  /** Its files. */
  public FileSystem files() {
    return files;
  }

  /** The programs in its PATH. */
  public Toolset tools() {
    return tools;
  }

  /** {@code gethostname(2)}. */
  public String hostname() {
    return hostname;
  }

  /** {@code sethostname(2)}. */
  public void setHostname(String name) {
    hostname = name;
  }

  /** Sets how people call it; a machine is called by its host name at first. */
  public void setLabel(Supplier<String> name) {
    label = name;
  }

  /** How people call it. */
  public String label() {
    return label.get();
  }

  /**
   * What a shell here says when nothing else is set, with a blank: {@code host$ }, {@code web# }.
   */
  public String prompt() {
    return label() + (container ? "# " : "$ ");
  }

  /** The processes that run here, in the order of their start. */
  public Collection<Process> processes() {
    return List.copyOf(processes.values());
  }

  /** The running process with a number, as seen here. */
  public Optional<Process> process(int pid) {
    return Optional.ofNullable(processes.get(pid));
  }

  /** A new process here, to be given what it needs. */
  public Spawn spawn(Program program, List<String> argv) {
    return new Spawn(this, program, argv);
  }

  int admit(Process process, int hostPid) {
    lastPid = container ? lastPid + 1 : hostPid;
    processes.put(lastPid, process);
    return lastPid;
  }

  /** A process has ended; process 1 takes all others along (zap_pid_ns_processes). */
  void dismiss(Process process) {
    processes.remove(process.pid());
    if (container && process.pid() == 1) {
      processes().forEach(other -> other.signal(Signal.KILL));
    }
  }
}
