package passerelle.engine.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.driver.HostView;
import passerelle.engine.EngineException;
import passerelle.engine.RefusedRule;
import passerelle.engine.Wording26;
import passerelle.firewall.SavedRules;
import passerelle.kernel.Errno;
import passerelle.kernel.Kernel;
import passerelle.kernel.LinkView;
import passerelle.kernel.PlanException;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.kernel.op.RouteSpec;

/** The machine on which the engine runs, as the engine uses it. */
public record Host(Kernel kernel, String netns) {

  public long now() {
    return kernel.clock().now();
  }

  public void spend(long millis) {
    kernel.clock().work(millis * 1_000_000);
  }

  public void apply(Plan plan) throws EngineException {
    if (plan.isEmpty()) {
      return;
    }
    try {
      kernel.control().apply(plan);
    } catch (PlanException e) {
      throw EngineException.system(words(e), e);
    } catch (RuntimeException bug) {
      throw EngineException.defect(bug);
    }
  }

  /** The daemon hands on the kernel's error number in Go's words. */
  private static String words(PlanException e) {
    if (e.operation() instanceof KernelOp.SetSysctl set && e.errno() == Errno.ENOENT) {
      return "/proc/sys/" + set.key().replace('.', '/') + " is not a sysctl file";
    }
    if (e.operation() instanceof ChainOp.OfRule rule) {
      return RefusedRule.words(rule);
    }
    return Wording26.lower(e.errno());
  }

  /** Does what of a plan is not done yet. */
  public void applyMissing(Plan plan) throws EngineException {
    if (!plan.isEmpty()) {
      apply(new SavedRules(view().rules()).missing(plan));
    }
  }

  /**
   * Takes things down: whatever the administrator has removed already is not missed (dockerd logs
   * such failures and goes on). So does a fault of the program not keep the rest from being done;
   * it is told afterwards.
   */
  public void tearDown(Plan plan) {
    for (PlanStep step : plan.steps()) {
      try {
        kernel.control().apply(new Plan(List.of(step)));
      } catch (PlanException alreadyGone) {
        continue;
      } catch (RuntimeException bug) {
        kernel
            .clock()
            .after(
                0,
                () -> {
                  throw bug;
                });
      }
    }
  }

  /** What drivers may know. */
  public HostView view() {
    return new Sight();
  }

  /** Looks once at what somebody asks for, and at nothing else. */
  private final class Sight implements HostView {
    private final Map<String, Optional<LinkView>> links = new HashMap<>();

    private Optional<LinkView> link(String device) {
      return links.computeIfAbsent(device, name -> kernel.view().link(netns, name));
    }

    private String sysctl(String key, String otherwise) {
      return kernel.view().sysctl(netns, key).orElse(otherwise);
    }

    @Override
    public boolean has(String device) {
      return link(device).isPresent();
    }

    @Override
    public boolean hasBridge(String device) {
      return link(device).filter(LinkView::isBridge).isPresent();
    }

    @Override
    public boolean forwarding() {
      return "1".equals(sysctl("net.ipv4.ip_forward", "0"));
    }

    @Override
    public boolean filtersBridged() {
      return "1".equals(sysctl("net.bridge.bridge-nf-call-iptables", "1"));
    }

    @Override
    public List<IpInterfaceAddress> addresses(String device) {
      return link(device).stream()
          .flatMap(link -> link.addresses().stream())
          .map(LinkView.Inet::address)
          .toList();
    }

    @Override
    public RulesView rules() {
      return kernel.view().rules(netns, Family.IPV4);
    }
  }

  /** The networks that the host reaches without the default route. */
  public List<IpPrefix> routes() {
    return kernel.view().routes(netns).stream()
        .filter(route -> route.destination().length() > 0 && route.table() == RouteSpec.MAIN)
        .map(route -> route.destination())
        .toList();
  }
}
