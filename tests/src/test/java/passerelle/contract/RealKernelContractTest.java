package passerelle.contract;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import passerelle.effort.Waits;

/**
 * What makes devices, rules and processes, which takes rights, is tried without root's every day,
 * the rest in a campaign.
 */
@DisplayName("The real kernel keeps the contract")
@Tag("real")
@Waits
class RealKernelContractTest {
  @Nested
  @Tag("unprivileged")
  class Links extends LinkContract {
    Links() {
      super(Kernels::real);
    }
  }

  @Nested
  @Tag("unprivileged-campaign")
  class Addresses extends AddressContract {
    Addresses() {
      super(Kernels::real);
    }
  }

  @Nested
  @Tag("unprivileged")
  class Rules extends RuleContract {
    Rules() {
      super(Kernels::real);
    }
  }

  @Nested
  @Tag("unprivileged-campaign")
  class Refusals extends RefusalContract {
    Refusals() {
      super(Kernels::real);
    }
  }

  @Nested
  @Tag("unprivileged-campaign")
  class Plans extends PlanContract {
    Plans() {
      super(Kernels::real);
    }
  }

  @Nested
  @Tag("unprivileged")
  class Processes extends SpaceContract {
    Processes() {
      super(Kernels::real);
    }
  }

  @Nested
  @Tag("unprivileged-campaign")
  class Traffic extends TrafficContract {
    Traffic() {
      super(Kernels::real);
    }
  }

  @Nested
  @Tag("unprivileged-campaign")
  class Ways extends RoutingContract {
    Ways() {
      super(Kernels::real);
    }
  }

  @Nested
  @Tag("unprivileged")
  class Time extends ClockContract {
    Time() {
      super(Kernels::real);
    }
  }

  @Nested
  class Counters extends CounterContract {
    Counters() {
      super(Kernels::real);
    }
  }
}
