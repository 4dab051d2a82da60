package passerelle.cli.player;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import passerelle.kernel.op.RouteSpec;
import passerelle.picture.Picture;
import passerelle.text.Language;
import passerelle.trace.HopEvent;

/**
 * What is known around a trace.
 *
 * @param places where a namespace and a device are in the picture
 * @param routes by namespace
 * @param rules of policy routing in a namespace, as {@code ip rule} has them
 * @param authors a sentence about who wrote the rule of a step
 */
public record Surroundings(
    BiFunction<String, String, Optional<Picture.Place>> places,
    Map<String, List<RouteSpec>> routes,
    Function<String, List<String>> rules,
    Function<HopEvent, Optional<String>> authors,
    Language language) {}
