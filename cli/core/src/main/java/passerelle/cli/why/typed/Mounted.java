package passerelle.cli.why.typed;

import java.util.List;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;

/** Files of the host that a container has mounted, and changes of them. */
public record Mounted(Lab lab, Container container) {

  /**
   * A text is replaced in each of the files that have it, and the container is started again: sed
   * makes a file anew, and whoever has it mounted sees that only then.
   *
   * @param old a basic regular expression of GNU sed, as grep understands it, too; a dot is one of
   *     any characters
   */
  public List<Remedy> edited(String old, String other) {
    return sources()
        .map(source -> "grep -rl '" + old + "' " + source)
        .flatMap(grep -> new Spot(lab, LabTopology.HOST).output(grep).lines())
        .map(file -> "sed -i 's/" + old + "/" + other + "/' " + file.strip())
        .map(sed -> Remedy.onHost(sed, "docker restart " + container.name()))
        .toList();
  }

  private Stream<String> sources() {
    return Stream.concat(
            container.spec().storage().binds().stream().map(bind -> bind.split(":")[0]),
            container.spec().storage().mounts().stream()
                .filter(mount -> mount.type().equals("bind"))
                .map(mount -> mount.source()))
        .filter(source -> source.startsWith("/") && !source.equals("/"))
        .map(source -> source.replace("/./", "/"))
        .distinct();
  }
}
