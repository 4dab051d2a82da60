package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.Nftables;
import passerelle.sim.userland.nft.NftCommand.Element;
import passerelle.sim.userland.nft.NftCommand.Place;
import passerelle.sim.userland.nft.NftCommand.Verb;

/** Makes, fills and removes named sets. */
record NftSetChanges(Nftables kernel, NftSource source, NftTables tables) {
  void set(NftCommand.OfSet command) throws NftFault {
    Place place = command.place();
    tables.requireTable(place, NftTables.NONE);
    String name = command.set().text();
    boolean there = tables.own(place).flatMap(t -> t.set(name)).isPresent();
    if (command.verb() == Verb.DELETE || command.verb() == Verb.DESTROY) {
      if (!there) {
        if (command.verb() == Verb.DELETE) {
          throw source.fault(NftTables.NONE, command.set());
        }
        return;
      }
      if (isUsed(tables.own(place).orElseThrow(), name)) {
        throw source.fault(NftTables.BUSY, command.set());
      }
      kernel.deleteSet(place.family(), place.name(), name);
      return;
    }
    if (there && command.verb() == Verb.CREATE) {
      throw source.fault(NftTables.REFUSED + "File exists", command.set());
    }
    if (tables.own(place).isEmpty()) {
      OptionalLong handle = OptionalLong.of(tables.iptables(place).orElseThrow().handle());
      kernel.addTable(place.family(), place.name(), handle);
    }
    if (!there) {
      kernel.addSet(place.family(), place.name(), name, command.type(), command.flags());
    }
    addElements(place, command.set(), command.elements());
  }

  private static boolean isUsed(NftTableInfo table, String set) {
    return table.chains().stream()
        .flatMap(chain -> chain.rules().stream())
        .flatMap(entry -> entry.rule().statements().stream())
        .anyMatch(s -> s.text().endsWith("@" + set));
  }

  void elements(NftCommand.OfElements command) throws NftFault {
    Place place = command.place();
    tables.requireTable(place, "No such file or directory");
    String name = command.set().text();
    NftTableInfo.NamedSet set =
        tables
            .own(place)
            .flatMap(t -> t.set(name))
            .orElseThrow(() -> source.fault("No such file or directory", command.set()));
    switch (command.verb()) {
      case FLUSH -> kernel.setElements(place.family(), place.name(), name, List.of());
      case ADD, CREATE -> addElements(place, command.set(), command.elements());
      default -> {
        List<NftInterval> left = new ArrayList<>(set.elements());
        for (Element element : command.elements()) {
          if (!left.remove(element.values()) && command.verb() == Verb.DELETE) {
            throw source.fault("element does not exist", element.word(), element.last());
          }
        }
        kernel.setElements(place.family(), place.name(), name, left);
      }
    }
  }

  private void addElements(Place place, NftToken name, List<Element> more) throws NftFault {
    NftTableInfo.NamedSet set = tables.own(place).flatMap(t -> t.set(name.text())).orElseThrow();
    List<NftInterval> all = new ArrayList<>(set.elements());
    for (Element element : more) {
      NftInterval value = element.values();
      boolean interval = set.flags().contains("interval");
      if (!interval && value.low() != value.high()) {
        throw source.fault(
            "You must add 'flags interval' to your set declaration if you want to add prefix"
                + " elements",
            element.word(),
            element.last());
      }
      boolean overlaps =
          interval
              && all.stream()
                  .anyMatch(
                      o -> !o.equals(value) && o.low() <= value.high() && o.high() >= value.low());
      if (overlaps && value.high() != 0) {
        throw source.fault(
            "interval overlaps with an existing one", element.word(), element.last());
      }
      all.add(value);
    }
    kernel.setElements(place.family(), place.name(), name.text(), NftQuestions.merged(all));
  }
}
