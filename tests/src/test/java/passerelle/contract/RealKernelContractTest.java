package passerelle.contract;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@DisplayName("The real kernel keeps the contract")
@Tag("real")
@Tag("unprivileged")
class RealKernelContractTest {
  @Nested
  class Links extends LinkContract {
    Links() {
      super(Kernels::real);
    }
  }

  @Nested
  class Addresses extends AddressContract {
    Addresses() {
      super(Kernels::real);
    }
  }

  @Nested
  class Rules extends RuleContract {
    Rules() {
      super(Kernels::real);
    }
  }

  @Nested
  class Refusals extends RefusalContract {
    Refusals() {
      super(Kernels::real);
    }
  }

  @Nested
  class Plans extends PlanContract {
    Plans() {
      super(Kernels::real);
    }
  }

  @Nested
  class Processes extends SpaceContract {
    Processes() {
      super(Kernels::real);
    }
  }

  @Nested
  class Traffic extends TrafficContract {
    Traffic() {
      super(Kernels::real);
    }
  }

  @Nested
  class Ways extends RoutingContract {
    Ways() {
      super(Kernels::real);
    }
  }

  @Nested
  class Time extends ClockContract {
    Time() {
      super(Kernels::real);
    }
  }
}
