package passerelle.sim.userland.text;

import java.util.List;
import passerelle.sim.process.Program;
import passerelle.sim.process.Toolset;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Shell;

/** The two sets of text tools, to which the network tools are added. */
public final class TextTools {
  private TextTools() {}

  /** Debian 13's: bash (also in place of zsh), dash as {@code sh}, coreutils, grep, sed, mawk. */
  public static Toolset.Builder debian() {
    Program bash = new Shell(Dialect.BASH);
    Program dash = new Shell(Dialect.DASH);
    return textTools(Flavour.GNU, "/usr/bin")
        .add("/usr/bin", bash, "bash", "zsh")
        .add("/usr/bin", dash, "sh", "dash");
  }

  /** BusyBox's applets in {@code /bin}, {@code sh} and {@code ash} among them. */
  public static Toolset.Builder busybox() {
    Program ash = new Shell(Dialect.ASH);
    return textTools(Flavour.BUSYBOX, "/bin").add("/bin", ash, "sh", "ash");
  }

  private static Toolset.Builder textTools(Flavour flavour, String bin) {
    Toolset.Builder tools = Toolset.builder();
    new Concatenation(flavour).addTo(tools, bin);
    new Slices(flavour).addTo(tools, bin);
    new Translate(flavour).addTo(tools, bin);
    new Counting(flavour).addTo(tools, bin);
    new Sorting(flavour).addTo(tools, bin);
    new Grep(flavour).addTo(tools, bin);
    new Sed(flavour).addTo(tools, bin);
    new Awk(flavour).addTo(tools, bin);
    new FileTools(flavour).addTo(tools, bin);
    new LinkTools(flavour).addTo(tools, bin);
    new Listing(flavour).addTo(tools, bin);
    new RunningTools(flavour).addTo(tools, bin);
    new SystemTools(flavour).addTo(tools, bin);
    new IdentityTools(flavour).addTo(tools, bin);
    new Reckoning(flavour).addTo(tools, bin);
    new Digests(flavour).addTo(tools, bin);
    new SizeTools(flavour).addTo(tools, bin);
    new Differences(flavour).addTo(tools, bin);
    new Comparing(flavour).addTo(tools, bin);
    new Dumps(flavour).addTo(tools, bin);
    tools.add(bin, new Find(), "find");
    tools.add(bin, new TarTool(flavour), "tar");
    tools.add(bin, new Pager(true), "less").add(bin, new Pager(false), "more");
    return tools.add(bin, Hostname.program(flavour, self -> List.of()), "hostname");
  }
}
