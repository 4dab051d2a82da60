package passerelle.sim.userland;

import passerelle.sim.process.Toolset;
import passerelle.sim.userland.bridge.BrctlTool;
import passerelle.sim.userland.bridge.BridgeTool;
import passerelle.sim.userland.editor.Editor;
import passerelle.sim.userland.ethtool.EthtoolTool;
import passerelle.sim.userland.ip.BusyboxIp;
import passerelle.sim.userland.ip.IpTool;
import passerelle.sim.userland.machine.LsnsTool;
import passerelle.sim.userland.machine.MachineTools;
import passerelle.sim.userland.machine.OpenPorts;
import passerelle.sim.userland.nettools.ArpTool;
import passerelle.sim.userland.nettools.BusyboxIfconfig;
import passerelle.sim.userland.nettools.BusyboxRoute;
import passerelle.sim.userland.nettools.IfconfigTool;
import passerelle.sim.userland.nettools.NetstatTables;
import passerelle.sim.userland.nettools.RouteTool;
import passerelle.sim.userland.nft.IptablesTranslate;
import passerelle.sim.userland.nft.NftTool;
import passerelle.sim.userland.nstat.NstatTool;
import passerelle.sim.userland.process.BusyboxTool;
import passerelle.sim.userland.process.DmesgTool;
import passerelle.sim.userland.process.MountTool;
import passerelle.sim.userland.process.NsenterTool;
import passerelle.sim.userland.process.SwitchUser;
import passerelle.sim.userland.process.TerminalTools;
import passerelle.sim.userland.process.UnshareTool;
import passerelle.sim.userland.ps.BusyboxPs;
import passerelle.sim.userland.ps.KillTool;
import passerelle.sim.userland.ps.PgrepTool;
import passerelle.sim.userland.ps.PidofTool;
import passerelle.sim.userland.ps.PsTool;
import passerelle.sim.userland.ps.PstreeTool;
import passerelle.sim.userland.screen.BusyboxLess;
import passerelle.sim.userland.screen.BusyboxTop;
import passerelle.sim.userland.screen.BusyboxWatch;
import passerelle.sim.userland.screen.ProcpsTop;
import passerelle.sim.userland.screen.ProcpsWatch;
import passerelle.sim.userland.ss.NetstatTool;
import passerelle.sim.userland.ss.SsTool;
import passerelle.sim.userland.sysctl.BusyboxSysctl;
import passerelle.sim.userland.sysctl.SysctlTool;
import passerelle.sim.userland.tc.TcTool;
import passerelle.sim.userland.tool.LabKernel;

/**
 * The tools that show and change the configuration of the network, by flavour of toolset, and the
 * files of the kernel that a place needs for them.
 */
public final class ConfigurationTools {
  private static final String USER = "/usr/bin";
  private static final String SYSTEM = "/usr/sbin";
  private static final String BUSYBOX = "/bin";

  private ConfigurationTools() {}

  /**
   * Adds the tools of Debian 13: iproute2, bridge-utils, net-tools, procps, ethtool, util-linux.
   */
  public static void debian(Toolset.Builder tools, LabKernel kernel) {
    tools.add(SYSTEM, kernel.program(new IpTool()), "ip");
    tools.add(SYSTEM, kernel.program(new BridgeTool()), "bridge");
    tools.add(SYSTEM, kernel.program(new TcTool()), "tc");
    tools.add(SYSTEM, kernel.program(new NftTool()), "nft");
    tools.add(SYSTEM, new IptablesTranslate(), "iptables-translate", "ip6tables-translate");
    tools.add(SYSTEM, kernel.program(new BrctlTool()), "brctl");
    tools.add(SYSTEM, kernel.program(new EthtoolTool()), "ethtool");
    tools.add(SYSTEM, kernel.program(new IfconfigTool()), "ifconfig");
    tools.add(SYSTEM, kernel.program(new RouteTool()), "route");
    tools.add(SYSTEM, kernel.program(new ArpTool(false)), "arp");
    tools.add(SYSTEM, kernel.program(new SysctlTool()), "sysctl");
    tools.add(USER, kernel.program(new SsTool()), "ss");
    tools.add(USER, kernel.program(new NstatTool()), "nstat");
    tools.add(
        USER,
        kernel.program(
            new NetstatTool(false, NetstatTables.routes(false), NetstatTables.interfaces())),
        "netstat");
    tools.add(USER, kernel.program(new PsTool()), "ps");
    tools.add(USER, kernel.program(new PgrepTool()), "pgrep", "pkill");
    tools.add(USER, kernel.program(new KillTool(false)), "kill", "killall");
    tools.add(USER, new ProcpsTop(), "top");
    tools.add(USER, new ProcpsWatch(), "watch");
    tools.add(USER, kernel.program(new PidofTool()), "pidof");
    tools.add(USER, kernel.program(new PstreeTool()), "pstree");
    tools.add(USER, kernel.program(new NsenterTool()), "nsenter");
    tools.add(USER, kernel.program(new DmesgTool()), "dmesg");
    tools.add(USER, kernel.program(new UnshareTool()), "unshare");
    tools.add(USER, kernel.program(MountTool::mount), "mount");
    tools.add(USER, kernel.program(MountTool::unmount), "umount");
    tools.add(USER, Editor.nano(), "nano");
    tools.add(USER, Editor.vi(), "vi", "vim");
    SwitchUser.addTo(tools, USER);
    TerminalTools.addTo(tools, USER);
    tools.add(USER, kernel.program(OpenPorts.lsof()), "lsof");
    tools.add(USER, kernel.program(OpenPorts.fuser()), "fuser");
    tools.add(USER, kernel.program(new LsnsTool()), "lsns");
    MachineTools.debian(tools, kernel.modules());
  }

  /** Adds the tools of BusyBox 1.37. */
  public static void busybox(Toolset.Builder tools, LabKernel kernel) {
    tools.add(BUSYBOX, kernel.program(new BusyboxIp()), "ip");
    tools.add(BUSYBOX, kernel.program(new BusyboxIfconfig()), "ifconfig");
    tools.add(BUSYBOX, kernel.program(new BusyboxRoute()), "route");
    tools.add(BUSYBOX, kernel.program(new ArpTool(true)), "arp");
    tools.add(BUSYBOX, kernel.program(new BusyboxSysctl()), "sysctl");
    tools.add(
        BUSYBOX,
        kernel.program(
            new NetstatTool(true, NetstatTables.routes(true), NetstatTables.interfaces())),
        "netstat");
    tools.add(BUSYBOX, kernel.program(new BusyboxPs(false)), "ps");
    tools.add(BUSYBOX, kernel.program(new KillTool(true)), "kill", "killall");
    tools.add(BUSYBOX, new BusyboxTop(), "top");
    tools.add(BUSYBOX, new BusyboxWatch(), "watch");
    tools.add(BUSYBOX, new BusyboxLess(), "less");
    TerminalTools.addTo(tools, BUSYBOX);
    tools.add(BUSYBOX, SwitchUser.su(), "su");
    tools.add(BUSYBOX, new BusyboxTool(), "busybox");
    tools.add(BUSYBOX, kernel.program(new PidofTool()), "pidof");
    tools.add(BUSYBOX, kernel.program(new DmesgTool()), "dmesg");
    tools.add(BUSYBOX, Editor.vi(), "vi");
    tools.add(BUSYBOX, kernel.program(new NsenterTool()), "nsenter");
    MachineTools.busybox(tools, kernel.modules());
    tools.add(BUSYBOX, kernel.program(MountTool::mount), "mount");
    tools.add(BUSYBOX, kernel.program(MountTool::unmount), "umount");
  }
}
