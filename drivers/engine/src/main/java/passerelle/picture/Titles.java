package passerelle.picture;

import java.util.ArrayList;
import java.util.List;

/** What a thing says of itself when it is pointed at: the kernel's words, the same everywhere. */
final class Titles {
  private Titles() {}

  static String device(Picture.Device device) {
    List<String> words = new ArrayList<>(List.of(device.name(), device.kind()));
    device.tunnel().ifPresent(t -> words.add("id " + t.id()));
    device.tunnel().flatMap(t -> t.remote()).ifPresent(r -> words.add("remote " + r));
    words.addAll(device.addresses());
    device.master().ifPresent(master -> words.add("master " + master));
    words.add(device.up() ? "UP" : "DOWN");
    return String.join(" ", words);
  }

  static String cable(Picture.Cable cable) {
    return "%s/%s \u2014 %s/%s%s"
        .formatted(
            cable.one().netns(),
            cable.one().name(),
            cable.other().netns(),
            cable.other().name(),
            cable.up() ? "" : " DOWN");
  }
}
