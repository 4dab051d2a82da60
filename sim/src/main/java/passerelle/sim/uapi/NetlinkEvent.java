package passerelle.sim.uapi;

import java.util.OptionalInt;

/** What has changed, as whoever listens to rtnetlink hears of it ({@code RTNLGRP_...}). */
public sealed interface NetlinkEvent {
  /** It is no longer there. */
  boolean gone();

  /** Index of the device that it is about. */
  OptionalInt device();

  record Link(LinkInfo link, boolean gone) implements NetlinkEvent {
    @Override
    public OptionalInt device() {
      return OptionalInt.of(link.index());
    }
  }

  record Address(LinkInfo link, IfAddress address, boolean gone) implements NetlinkEvent {
    @Override
    public OptionalInt device() {
      return OptionalInt.of(link.index());
    }
  }

  record Route(RouteInfo route, OptionalInt device, boolean gone) implements NetlinkEvent {}

  record Neighbour(NeighbourInfo neighbour, boolean gone) implements NetlinkEvent {
    @Override
    public OptionalInt device() {
      return OptionalInt.of(neighbour.index());
    }
  }

  record Rule(FibRule rule, boolean gone) implements NetlinkEvent {
    @Override
    public OptionalInt device() {
      return OptionalInt.empty();
    }
  }
}
