package passerelle.sim.userland.machine;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import passerelle.lab.LabDate;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.KernelModules;
import passerelle.sim.userland.tool.OsRelease;
import passerelle.text.CNumber;

/**
 * {@code free uptime nproc hostnamectl lsmod modprobe}: what a machine is. Memory, disk and load
 * are those of a small idle machine, whatever runs.
 */
public final class MachineTools {
  /** In KiB: total, used, free, shared, buffers and cache, available. */
  private static final long[] MEMORY = {4_194_304, 524_288, 3_145_728, 1_024, 524_288, 3_670_016};

  private static final int PROCESSORS = 2;

  private MachineTools() {}

  /** Adds those of procps, coreutils, kmod and systemd. */
  public static void debian(Toolset.Builder tools, KernelModules modules) {
    addCommon(tools, "/usr/bin", false);
    new ModuleTools(modules).addTo(tools, "/usr/sbin");
    BlockingProgram hostnamectl = MachineTools::hostnamectl;
    tools.add("/usr/bin", hostnamectl, "hostnamectl");
    tools.add("/usr/sbin", ServerControl.nginx(), "nginx");
    SystemFacts.addTo(tools);
    AccountTools.addTo(tools);
    CapabilityTools.addTo(tools);
  }

  /** Adds BusyBox's. */
  public static void busybox(Toolset.Builder tools, KernelModules modules) {
    addCommon(tools, "/bin", true);
    new ModuleTools(modules).addTo(tools, "/sbin");
  }

  private static void addCommon(Toolset.Builder tools, String bin, boolean busybox) {
    BlockingProgram free = self -> free(self, busybox);
    BlockingProgram uptime = self -> uptime(self, busybox);
    BlockingProgram nproc = MachineTools::nproc;
    tools.add(bin, free, "free").add(bin, uptime, "uptime");
    tools.add(bin, nproc, "nproc").add(bin, new DiskFree(busybox), "df");
  }

  private static int refuse(Process self, String option) {
    return self.stderr().println(self.name() + ": Passerelle does not model option " + option, 2);
  }

  private static int free(Process self, boolean busybox) {
    String unit = "k";
    boolean total = false;
    for (String word : self.arguments()) {
      switch (word) {
        case "-h", "--human" -> unit = "h";
        case "-m", "--mebi" -> unit = "m";
        case "-g", "--gibi" -> unit = "g";
        case "-b", "--bytes" -> unit = "b";
        case "-k", "--kibi" -> unit = "k";
        case "-t", "--total" -> total = true;
        default -> {
          return refuse(self, word);
        }
      }
    }
    int first = busybox ? 14 : 15;
    StringBuilder out = new StringBuilder(" ".repeat(first));
    for (String title : List.of("total", "used", "free", "shared", "buff/cache", "available")) {
      out.append(String.format(Locale.ROOT, "%" + (title.equals("total") ? 5 : 12) + "s", title));
    }
    out.append('\n').append(row("Mem:", busybox, unit, MEMORY));
    out.append(row("Swap:", busybox, unit, 0, 0, 0));
    if (total) {
      out.append(row("Total:", busybox, unit, MEMORY[0], MEMORY[1], MEMORY[2]));
    }
    self.stdout().print(out.toString());
    return 0;
  }

  private static String row(String title, boolean busybox, String unit, long... kibibytes) {
    StringBuilder out = new StringBuilder("%-8s".formatted(title));
    for (int i = 0; i < kibibytes.length; i++) {
      String cell = amount(kibibytes[i], unit, busybox);
      out.append(String.format(Locale.ROOT, "%" + (i > 0 ? 12 : busybox ? 11 : 12) + "s", cell));
    }
    return out.append('\n').toString();
  }

  private static String amount(long kibibytes, String unit, boolean busybox) {
    return switch (unit) {
      case "b" -> String.valueOf(kibibytes * 1024);
      case "m" -> String.valueOf(kibibytes / 1024);
      case "g" -> String.valueOf(kibibytes / 1024 / 1024);
      case "h" -> human(kibibytes, busybox);
      default -> String.valueOf(kibibytes);
    };
  }

  private static String human(long kibibytes, boolean busybox) {
    if (kibibytes == 0) {
      return busybox ? "0" : "0B";
    }
    double amount = kibibytes;
    String[] units = {"K", "M", "G", "T"};
    int i = 0;
    while (amount >= 1024) {
      amount /= 1024;
      i++;
    }
    boolean tenths = busybox || amount < 10;
    return CNumber.fixed(amount, tenths ? 1 : 0) + units[i] + (busybox ? "" : "i");
  }

  private static int uptime(Process self, boolean busybox) {
    Duration up = Duration.ofNanos(self.now());
    String option = self.arguments().isEmpty() ? "" : self.arguments().get(0);
    if (option.matches("-p|--pretty") && !busybox) {
      long minutes = Math.max(1, up.toMinutes());
      String hours = minutes < 60 ? "" : minutes / 60 + (minutes < 120 ? " hour, " : " hours, ");
      self.stdout()
          .println("up " + hours + minutes % 60 + (minutes % 60 == 1 ? " minute" : " minutes"));
      return 0;
    } else if (option.matches("-s|--since") && !busybox) {
      self.stdout().println(stamp("yyyy-MM-dd HH:mm:ss", 0));
      return 0;
    } else if (!option.isEmpty()) {
      return refuse(self, option);
    }
    self.stdout().println(uptime(self));
    return 0;
  }

  /** The line of {@code uptime}, which is also the first of {@code w}. */
  static String uptime(Process self) {
    Duration up = Duration.ofNanos(self.now());
    String time =
        up.toHours() > 0
            ? String.format(Locale.ROOT, "%2d:%02d", up.toHours(), up.toMinutesPart())
            : up.toMinutes() + " min";
    return " %s up %s,  0 users,  load average: 0.00, 0.00, 0.00"
        .formatted(stamp("HH:mm:ss", self.now()), time);
  }

  private static String stamp(String pattern, long nanos) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(LabDate.at(nanos));
  }

  private static int nproc(Process self) {
    if (!self.arguments().isEmpty() && !self.arguments().equals(List.of("--all"))) {
      return refuse(self, self.arguments().get(0));
    }
    self.stdout().println(String.valueOf(PROCESSORS));
    return 0;
  }

  private static int hostnamectl(Process self) {
    List<String> words = self.arguments();
    if (self.place().isContainer()) {
      return self.stderr()
          .println(
              "System has not been booted with systemd as init system (PID 1). Can't operate.\n"
                  + "Failed to connect to system scope bus via local transport: Host is down",
              1);
    }
    if (words.equals(List.of("hostname"))) {
      self.stdout().println(self.hostname());
      return 0;
    }
    if (words.size() == 2 && words.get(0).matches("hostname|set-hostname")) {
      self.place().setHostname(words.get(1));
      return 0;
    }
    if (!words.isEmpty() && !words.equals(List.of("status"))) {
      return refuse(self, words.get(0));
    }
    self.stdout()
        .print(
            (" Static hostname: %s\n"
                    + "       Icon name: computer-vm\n"
                    + "         Chassis: vm\n"
                    + "  Virtualization: kvm\n"
                    + "Operating System: %s\n"
                    + "          Kernel: Linux 6.18.0\n"
                    + "    Architecture: x86-64\n")
                .formatted(self.hostname(), system(self)));
    return 0;
  }

  private static String system(Process self) {
    return OsRelease.of(self.files()).map(facts -> facts.get("PRETTY_NAME")).orElse("Linux");
  }
}
