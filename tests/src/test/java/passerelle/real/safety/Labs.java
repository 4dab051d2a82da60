package passerelle.real.safety;

import java.util.List;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.real.RealLab;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.kernel.op.Why;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.real.control.RealControl;
import passerelle.real.lab.Enclosure;
import passerelle.real.sys.Namespaces;
import passerelle.scenarios.replay.LabException;

/**
 * A program that opens labs, one after the other, and ends: for tests that watch it from outside.
 */
final class Labs {
  private static final long STAY_MILLIS = 60_000;

  private Labs() {}

  /** Arguments: how many labs, and whether it stays when they are closed, or ends. */
  public static void main(String[] words)
      throws KernelException, LabException, InterruptedException {
    if (Enclosure.enter().isPresent()) {
      System.exit(2);
    }
    for (int lab = 0; lab < Integer.parseInt(words[0]); lab++) {
      open(lab);
    }
    if (words[1].equals("stay")) {
      Thread.sleep(STAY_MILLIS);
    }
    System.exit(0);
  }

  /** A lab that does what people do, after a first plan that fails, at another step in each lab. */
  private static void open(int number) throws KernelException, LabException {
    try (Namespaces namespaces = new Namespaces();
        RealControl control = new RealControl(namespaces)) {
      List<PlanStep> steps = LabTopology.plan(LabWorld.RECORDED).steps();
      failAt(number % steps.size(), steps, control);
      if (!namespaces.all().isEmpty()) {
        throw new IllegalStateException("a failed plan left " + namespaces.all());
      }
    }
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("28.5").orElseThrow());
    try (RealLab lab = RealLab.open(new LabSettings(engine, "stand-in", number))) {
      run(
          lab,
          "docker network create -o com.docker.network.bridge.name=passerelle0 net;"
              + " docker run -d --name web --network net -p 8080:80 nginx");
      run(
          lab,
          "iptables -t nat -A POSTROUTING -m comment --comment passerelle -j MASQUERADE; sysctl -qw"
              + " net.ipv4.ip_forward=1");
      run(lab, "echo lost > /etc/hosts; rm -rf /usr/share/doc; (sleep 300 > /dev/null 2>&1 &)");
      run(lab, "tcpdump -i eth0 -w /tmp/x.pcap > /dev/null 2>&1 & curl -s http://192.0.2.10:8080/");
      run(lab, "docker exec web sh -c 'echo lost > /www/index.html; sleep 300 &'");
    }
  }

  private static void run(RealLab lab, String line) {
    lab.run(LabTopology.HOST, line, bytes -> true);
  }

  private static void failAt(int step, List<PlanStep> steps, RealControl control) {
    Plan impossible =
        Plan.of(new KernelOp.SetUp("nowhere", "eth0", true), Why.of("lab.up", "eth0"));
    try {
      control.apply(new Plan(steps.subList(0, step)).then(impossible));
      throw new IllegalStateException("a device in no namespace came up");
    } catch (PlanException expected) {
      // What was done before has been taken back: see the caller.
    }
  }
}
