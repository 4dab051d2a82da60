package passerelle.sim.uapi;

import java.util.OptionalInt;

/** What has changed, as whoever listens to rtnetlink hears of it ({@code RTNLGRP_...}). */
public sealed interface NetlinkEvent {
  /** It is no longer there. */
  boolean gone();

  /** Index of the device that it is about. */
  OptionalInt device();

  /** A device: {@code RTM_NEWLINK}, {@code RTM_DELLINK}. */
  record Link(LinkInfo link, boolean gone) implements NetlinkEvent {
    @Override
    public OptionalInt device() {
      return OptionalInt.of(link.index());
    }
  }

  /** An address of a device: {@code RTM_NEWADDR}, {@code RTM_DELADDR}. */
  record Address(LinkInfo link, IfAddress address, boolean gone) implements NetlinkEvent {
    @Override
    public OptionalInt device() {
      return OptionalInt.of(link.index());
    }
  }

  /** A route: {@code RTM_NEWROUTE}, {@code RTM_DELROUTE}. */
  record Route(RouteInfo route, OptionalInt device, boolean gone) implements NetlinkEvent {}

  /** An entry of a neighbour table: {@code RTM_NEWNEIGH}, {@code RTM_DELNEIGH}. */
  record Neighbour(NeighbourInfo neighbour, boolean gone) implements NetlinkEvent {
    @Override
    public OptionalInt device() {
      return OptionalInt.of(neighbour.index());
    }
  }

  /** A routing rule: {@code RTM_NEWRULE}, {@code RTM_DELRULE}. */
  record Rule(FibRule rule, boolean gone) implements NetlinkEvent {
    @Override
    public OptionalInt device() {
      return OptionalInt.empty();
    }
  }
}
