package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.process.Entering;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.NetnsNames;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip netns} (ip/ipnetns.c): network namespaces with names. */
final class IpNetns {
  private static final String NOT_A_NAMESPACE = "Error: Peer netns reference is invalid.\n";

  private final KernelView kernel;
  private final NetnsNames names;

  private IpNetns(KernelView kernel) {
    this.kernel = kernel;
    names = kernel.lab().names();
  }

  static int run(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    IpNetns object = new IpNetns(kernel);
    String command = words.hasNext() ? words.next() : "list";
    if (Words.matches(command, "list", "show", "lst") || command.equals("ls")) {
      return object.list(options);
    }
    if (command.equals("list-id")) {
      return object.listIds(options);
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("netns");
    }
    if (Words.matches(command, "add")) {
      return object.add(words);
    }
    if (Words.matches(command, "attach")) {
      return object.attach(words);
    }
    if (Words.matches(command, "set")) {
      return object.setId(words);
    }
    if (Words.matches(command, "delete")) {
      return options.all ? object.deleteAll() : object.delete(name(words));
    }
    if (Words.matches(command, "identify")) {
      return object.identify(words);
    }
    if (Words.matches(command, "pids")) {
      return object.pids(name(words));
    }
    if (Words.matches(command, "exec")) {
      return object.exec(options, words);
    }
    if (Words.matches(command, "monitor")) {
      throw ToolFailure.notModelled("ip", "ip netns monitor");
    }
    throw new ToolFailure(255, "Command \"" + command + "\" is unknown, try \"ip netns help\".\n");
  }

  private static String name(Words words) throws ToolFailure {
    if (!words.hasNext()) {
      throw new ToolFailure(1, "No netns name specified\n");
    }
    return checked(words.next());
  }

  private static String checked(String name) throws ToolFailure {
    if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
      throw new ToolFailure(255, "Invalid netns name \"" + name + "\"\n");
    }
    return name;
  }

  private int list(IpOptions options) {
    Printer out = options.printer();
    for (String name : names.list(kernel.files())) {
      out.openObject();
      Optional<Netns> netns = kernel.namedNetns(name);
      if (netns.isEmpty() && kernel.files().exists(NetnsNames.DIRECTORY + "/" + name)) {
        kernel.err(NOT_A_NAMESPACE + NOT_A_NAMESPACE);
      }
      out.any("name", name, "%s", name);
      netns
          .map(n -> kernel.rtnl().netnsId(n))
          .filter(OptionalInt::isPresent)
          .ifPresent(id -> out.any("id", id.getAsInt(), " (id: %d)", id.getAsInt()));
      out.text("\n");
      out.closeObject();
    }
    kernel.out(out.finish());
    return 0;
  }

  private int listIds(IpOptions options) {
    Printer out = options.printer();
    for (Map.Entry<Integer, String> id : kernel.rtnl().netnsIds().entrySet()) {
      out.openObject();
      out.any("nsid", id.getKey(), "nsid %d ", id.getKey());
      names
          .nameOf(kernel.files(), id.getValue())
          .ifPresent(name -> out.any("name", name, "(iproute2 netns name: %s)", name));
      out.text("\n");
      out.closeObject();
    }
    kernel.out(out.finish());
    return 0;
  }

  private int add(Words words) throws ToolFailure {
    String name = name(words);
    requireMounting();
    requireFree(name);
    String unique = name;
    for (int i = 2; kernel.lab().isNetns(unique); i++) {
      unique = name + "." + i;
    }
    try {
      Netns made = kernel.lab().unshare(unique);
      names.add(kernel.files(), name, made);
      names.noteMade(made);
      return 0;
    } catch (KernelException refused) {
      throw ToolFailure.netlink(refused);
    } catch (FileError refused) {
      throw cannotCreate(name, refused.getMessage());
    }
  }

  private void requireFree(String name) throws ToolFailure {
    if (names.isTaken(kernel.files(), name)) {
      throw cannotCreate(name, Errno.EEXIST.text());
    }
  }

  private static ToolFailure cannotCreate(String name, String why) {
    return new ToolFailure(
        1, "Cannot create namespace file \"/run/netns/" + name + "\": " + why + "\n");
  }

  private void requireMounting() throws ToolFailure {
    if (!kernel.process().has(Capability.SYS_ADMIN)) {
      throw new ToolFailure(1, "mount --make-shared /run/netns failed: Operation not permitted\n");
    }
  }

  private int attach(Words words) throws ToolFailure {
    String name = name(words);
    if (!words.hasNext()) {
      throw new ToolFailure(1, "No netns name and PID specified\n");
    }
    String pid = words.next();
    requireMounting();
    requireFree(name);
    String link = "/proc/" + pid + "/ns/net";
    Optional<Netns> netns = kernel.files().namespace(link);
    if (netns.isEmpty()) {
      String bind = "Bind " + link + " -> /run/netns/" + name;
      throw new ToolFailure(1, bind + " failed: No such file or directory\n");
    }
    try {
      names.add(kernel.files(), name, netns.get());
      return 0;
    } catch (FileError refused) {
      throw cannotCreate(name, refused.getMessage());
    }
  }

  private Process process(String text) throws ToolFailure {
    if (!text.matches("[0-9]{1,9}")) {
      throw new ToolFailure(1, "Specified string '" + text + "' is not a pid\n");
    }
    int pid = Integer.parseInt(text);
    return kernel.process().scheduler().processes().stream()
        .filter(p -> p.hostPid() == pid)
        .findFirst()
        .orElseThrow(
            () -> new ToolFailure(1, "Cannot open network namespace: No such file or directory\n"));
  }

  private int setId(Words words) throws ToolFailure, KernelException {
    String name = name(words);
    if (!words.hasNext()) {
      throw new ToolFailure(1, "No nsid specified\n");
    }
    String text = words.next();
    Netns other = kernel.lab().names().require(kernel.files(), name);
    kernel.requireAdmin();
    if (text.equals("auto")) {
      kernel.rtnl().setNetnsId(other, OptionalInt.empty());
    } else {
      String complaint = "Invalid \"netnsid\" value\n";
      int id = (int) Words.number(text, Integer.MAX_VALUE, complaint);
      kernel.rtnl().setNetnsId(other, OptionalInt.of(id));
    }
    return 0;
  }

  private int deleteAll() throws ToolFailure {
    for (String name : names.list(kernel.files())) {
      delete(name);
    }
    return 0;
  }

  /** The name goes; the namespace, too, unless a process lives in it. */
  private int delete(String name) throws ToolFailure {
    Optional<Netns> netns = kernel.namedNetns(name);
    if (!names.isTaken(kernel.files(), name)) {
      throw new ToolFailure(
          1,
          "Cannot remove namespace file \"/run/netns/" + name + "\": No such file or directory\n");
    }
    requireMounting();
    try {
      names.remove(kernel.files(), name);
      if (netns.isPresent() && !isKept(netns.get())) {
        kernel.lab().drop(netns.get());
      }
      return 0;
    } catch (FileError refused) {
      throw new ToolFailure(
          1,
          "Cannot remove namespace file \"/run/netns/%s\": %s\n"
              .formatted(name, refused.getMessage()));
    } catch (KernelException alreadyGone) {
      throw ToolFailure.netlink(alreadyGone);
    }
  }

  /** Whether a namespace outlives a name of it: by a process, another name, or who made it. */
  private boolean isKept(Netns netns) {
    return names.isNamed(netns)
        || !names.wasMadeHere(netns)
        || kernel.process().scheduler().processes().stream().anyMatch(p -> p.netns() == netns);
  }

  private int identify(Words words) throws ToolFailure {
    String netns =
        words.hasNext() ? process(words.next()).netns().name() : kernel.process().netns().name();
    kernel.out(names.nameOf(kernel.files(), netns).orElse("") + "\n");
    return 0;
  }

  private int pids(String name) throws ToolFailure {
    Netns netns =
        kernel
            .namedNetns(name)
            .orElseThrow(
                () ->
                    new ToolFailure(
                        1, "Cannot open network namespace: No such file or directory\n"));
    for (Process process : kernel.process().scheduler().processes()) {
      if (process.netns() == netns) {
        kernel.out(process.hostPid() + "\n");
      }
    }
    return 0;
  }

  private int exec(IpOptions options, Words words) throws ToolFailure {
    if (!options.all && !words.hasNext()) {
      throw new ToolFailure(1, "No netns name specified\n");
    }
    String only = options.all ? "" : words.next();
    if (!words.hasNext()) {
      throw new ToolFailure(1, "No command specified\n");
    }
    List<String> argv = words.rest();
    if (!options.all) {
      Netns netns = kernel.lab().names().require(kernel.files(), only);
      Place there = place(netns);
      bindEtc(there, only);
      return Entering.become(kernel.process(), there, program(argv.get(0)), argv);
    }
    int status = 0;
    for (String name : names.list(kernel.files())) {
      kernel.out("\nnetns: " + name + "\n");
      status = exec(kernel.lab().names().require(kernel.files(), name), argv);
    }
    return status;
  }

  private int exec(Netns netns, List<String> argv) throws ToolFailure {
    return Entering.run(kernel.process(), place(netns), program(argv.get(0)), argv);
  }

  private Place place(Netns netns) {
    return Entering.place(kernel, kernel.process().place(), netns);
  }

  private void bindEtc(Place there, String name) {
    if (there == kernel.process().place()) {
      return;
    }
    try {
      NetnsFiles.bind(there.files(), kernel.files(), name);
    } catch (FileError gone) {
      String own = NetnsFiles.directory(name);
      kernel.err("Failed to open directory " + own + ": No such file or directory\n");
    }
  }

  private Toolset.Tool program(String command) throws ToolFailure {
    if (!kernel.process().has(Capability.SYS_ADMIN)) {
      throw new ToolFailure(255, "setting the network namespace failed: Operation not permitted\n");
    }
    return Entering.find(kernel, command)
        .orElseThrow(
            () ->
                new ToolFailure(
                    1, "exec of \"" + command + "\" failed: No such file or directory\n"));
  }
}
