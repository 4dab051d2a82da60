package passerelle.contract;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("The simulated kernel keeps the contract")
class SimKernelContractTest {
  @Nested
  class Links extends LinkContract {
    Links() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Addresses extends AddressContract {
    Addresses() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Rules extends RuleContract {
    Rules() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Refusals extends RefusalContract {
    Refusals() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Plans extends PlanContract {
    Plans() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Processes extends SpaceContract {
    Processes() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Traffic extends TrafficContract {
    Traffic() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Ways extends RoutingContract {
    Ways() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Time extends ClockContract {
    Time() {
      super(Kernels::simulated);
    }
  }

  @Nested
  class Counters extends CounterContract {
    Counters() {
      super(Kernels::simulated);
    }
  }
}
