package passerelle.cli.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import passerelle.cli.journey.Story;
import passerelle.cli.lab.LabPicture;
import passerelle.cli.lab.Sites;
import passerelle.cli.player.PlayedTrace;
import passerelle.cli.player.PlayedTraces;
import passerelle.cli.player.PlayerHtml;
import passerelle.cli.player.Surroundings;
import passerelle.kernel.op.RouteSpec;
import passerelle.picture.Arrangement;
import passerelle.picture.Picture;

/** Traces of a lab with the picture of it, ready to be played. */
record Played(Workbench bench) {

  /**
   * A page that plays a story.
   *
   * @param title what was typed for it
   * @param verdict what became of it all, a sentence each
   */
  String page(String title, Story story, List<String> verdict) {
    Picture picture = LabPicture.of(bench.lab());
    return PlayerHtml.of(trace(title, story, verdict, picture), picture, bench.language());
  }

  /** The same without a page. */
  PlayedTrace trace(String title, Story story, List<String> verdict) {
    return trace(title, story, verdict, LabPicture.of(bench.lab()));
  }

  private PlayedTrace trace(String title, Story story, List<String> verdict, Picture picture) {
    return PlayedTraces.of(title, story, verdict, surroundings(picture));
  }

  /** Steps call namespaces by the names of their containers; the picture and the kernel do not. */
  private Surroundings surroundings(Picture picture) {
    Arrangement arrangement = new Arrangement(picture);
    Map<String, String> names = new HashMap<>();
    Map<String, List<RouteSpec>> routes = new HashMap<>();
    Map<String, List<String>> rules = new HashMap<>();
    for (String netns : bench.lab().namespaces()) {
      String name = bench.sites().label(netns);
      names.put(name, netns);
      routes.put(name, bench.lab().kernel().view().snapshot(netns).routes());
    }
    return new Surroundings(
        (place, device) -> arrangement.place(netns(place, names), device),
        routes,
        place -> rules.computeIfAbsent(netns(place, names), this::rules),
        new RuleAuthors(bench)::told,
        bench.language());
  }

  /** Where the packets were: since then others may have joined or left, or it may be gone. */
  private String netns(String place, Map<String, String> names) {
    String first = place.split("\\+")[0];
    String now = bench.sites().find(first).map(Sites.Site::netns).orElse(place);
    return names.getOrDefault(place, now);
  }

  private List<String> rules(String netns) {
    return bench.lab().namespaces().contains(netns)
        ? bench.lab().glance(netns, List.of("ip", "rule", "show")).lines().toList()
        : List.of();
  }
}
