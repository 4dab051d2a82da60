package passerelle.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.image.Image;
import passerelle.image.Invocation;
import passerelle.kernel.KernelProcess;
import passerelle.network.Sandbox;

/** A container, running or not. Times are nanoseconds since the lab was booted. */
public final class Container {
  private final String id;
  private ContainerSpec spec;
  private final Image image;
  private final long created;
  private final Map<String, Attachment> attachments = new LinkedHashMap<>();
  private final ContainerLog log = new ContainerLog();
  private final Set<String> execs = new LinkedHashSet<>();
  private final List<KernelProcess> helpers = new ArrayList<>();
  private String name;
  private Status status = Status.CREATED;
  private long started = -1;
  private long finished = -1;
  private int exitCode;
  private String error = "";
  private RestartManager restartManager = new RestartManager();
  private boolean locked;
  private boolean stoppedByHand;
  private boolean stopping;
  private boolean unpacked;
  private String joinedHostname = "";
  private List<MountPoint> mounts = List.of();
  private Optional<KernelProcess> process = Optional.empty();
  private Optional<Sandbox> sandbox = Optional.empty();
  private Optional<Sandbox> formerSandbox = Optional.empty();
  private List<Integer> console = List.of(0, 0);
  private Optional<Health> health = Optional.empty();

  /** The states of {@code docker ps}. */
  public enum Status {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    EXITED;

    /** As inspect and filters name it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A container that was just made. */
  public Container(String id, String name, ContainerSpec spec, Image image, long created) {
    this.id = id;
    this.name = name;
    this.spec = spec;
    this.image = image;
    this.created = created;
  }

  /** The same container for a rehearsal, without process, sandbox and networks. */
  public Container copy() {
    Container copy = new Container(id, name, spec, image, created);
    copy.status = status;
    copy.started = started;
    copy.finished = finished;
    copy.exitCode = exitCode;
    copy.error = error;
    copy.restartManager = restartManager.copy();
    copy.stoppedByHand = stoppedByHand;
    copy.console = console;
    copy.unpacked = unpacked;
    copy.joinedHostname = joinedHostname;
    copy.mounts = mounts;
    return copy;
  }

  public String id() {
    return id;
  }

  /** The ids of further processes that run in it. */
  public Set<String> execs() {
    return execs;
  }

  /** The first twelve digits of the id. */
  public String shortId() {
    return id.substring(0, 12);
  }

  public String name() {
    return name;
  }

  public ContainerSpec spec() {
    return spec;
  }

  public Image image() {
    return image;
  }

  public long created() {
    return created;
  }

  /** Its networks by name, whether it runs or not. */
  public Map<String, Attachment> attachments() {
    return attachments;
  }

  /** What its main process has printed. */
  public ContainerLog log() {
    return log;
  }

  public Status status() {
    return status;
  }

  /** Its process exists, paused or not. */
  public boolean isRunning() {
    return status == Status.RUNNING || status == Status.PAUSED;
  }

  /** When it was started last; -1 before it ever was. */
  public long started() {
    return started;
  }

  /** When it ended last; -1 before it ever has. */
  public long finished() {
    return finished;
  }

  public int exitCode() {
    return exitCode;
  }

  /** Why it could not be started. */
  public String error() {
    return error;
  }

  /** How often its restart policy has started it again. */
  public int restarts() {
    return restartManager.restarts();
  }

  public Optional<KernelProcess> process() {
    return process;
  }

  /** The namespace that it lives in, its own or another's; none while it does not run. */
  public Optional<Sandbox> sandbox() {
    return sandbox;
  }

  /** The namespace that it lives in or, while it does not run, has lived in last. */
  public Optional<Sandbox> formerSandbox() {
    return formerSandbox;
  }

  /** Lines and columns of the terminal at which {@code docker run} was typed; zeros for none. */
  public List<Integer> console() {
    return console;
  }

  public void console(int lines, int columns) {
    console = List.of(lines, columns);
  }

  /** What its health checks have shown; empty without any, and before it was started. */
  public Optional<Health> health() {
    return health;
  }

  public Health beginHealth() {
    health = Optional.of(health.orElseGet(Health::new));
    return health.get();
  }

  /** The host name of its UTS namespace, if it has one of its own, or that of whom it joined. */
  public String hostname() {
    if (!joinedHostname.isEmpty()) {
      return joinedHostname;
    }
    return spec.naming().hostname().isEmpty() ? shortId() : spec.naming().hostname();
  }

  /** It starts in another's network, and from then on has its host name. */
  public void joined(Container owner) {
    joinedHostname = owner.hostname();
  }

  /** The working directory of its processes. */
  public String directory() {
    String own = spec.process().directory();
    String directory = own.isEmpty() ? image.process().directory() : own;
    return directory.isEmpty() ? "/" : directory;
  }

  /** Whom its processes run as, as typed; empty for root. */
  public String user() {
    return spec.process().user().isEmpty() ? image.process().user() : spec.process().user();
  }

  /** What its main process runs: entrypoint and command, the image's where none are given. */
  public List<String> argv() {
    List<String> argv =
        new ArrayList<>(spec.process().entrypoint().orElse(image.process().entrypoint()));
    argv.addAll(command());
    return argv;
  }

  /** The arguments behind the entrypoint. */
  public List<String> command() {
    boolean own = spec.process().entrypoint().isPresent() || !spec.process().command().isEmpty();
    return own ? spec.process().command() : image.process().command();
  }

  /** Runs what the catalogue describes, not a command of the user's. */
  public boolean runsScript() {
    return invocation().serves();
  }

  /** What its command line is to its image. */
  public Invocation invocation() {
    return Invocation.of(image, argv());
  }

  /** Processes that run beside the main one for it: proxies, the embedded DNS server. */
  public List<KernelProcess> helpers() {
    return helpers;
  }

  public boolean wasStoppedByHand() {
    return stoppedByHand;
  }

  public void stoppedByHand(boolean byHand) {
    stoppedByHand = byHand;
  }

  /** What is mounted in it, sorted by where. */
  public List<MountPoint> mounts() {
    return mounts;
  }

  public void mounts(List<MountPoint> all) {
    mounts = List.copyOf(all);
  }

  /** The image's files are in its root file system. */
  public boolean isUnpacked() {
    return unpacked;
  }

  public void unpacked() {
    unpacked = true;
  }

  /** {@code docker stop} waits for its end. */
  public boolean isStopping() {
    return stopping;
  }

  public void stopping(boolean value) {
    stopping = value;
  }

  public void spec(ContainerSpec other) {
    spec = other;
  }

  public void rename(String other) {
    name = other;
  }

  public void status(Status other) {
    status = other;
  }

  public void sandbox(Optional<Sandbox> other) {
    sandbox = other;
    formerSandbox = other.or(() -> formerSandbox);
  }

  public void startedAt(long now, KernelProcess main) {
    started = now;
    process = Optional.of(main);
    status = Status.RUNNING;
    error = "";
    exitCode = 0;
  }

  public void failedToStart(String why, int code) {
    error = why;
    exitCode = code;
    status = finished < 0 && started < 0 ? Status.CREATED : Status.EXITED;
  }

  public void exitedAt(long now, int code) {
    finished = now;
    exitCode = code;
    process = Optional.empty();
    status = Status.EXITED;
  }

  public void process(KernelProcess other) {
    process = Optional.of(other);
  }

  public RestartManager restartManager() {
    return restartManager;
  }

  /** Whether it is being started just now, so that nothing else may be done with it. */
  public boolean isLocked() {
    return locked;
  }

  public void locked(boolean value) {
    locked = value;
  }

  @Override
  public String toString() {
    return name;
  }
}
