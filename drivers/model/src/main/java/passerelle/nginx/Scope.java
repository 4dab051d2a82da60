package passerelle.nginx;

import java.util.List;
import java.util.Optional;

/**
 * A block and those around it, for what is inherited: an inner block that names a directive
 * replaces all of the outer one's ({@code ngx_conf_merge_value}).
 *
 * @param outer the block around; empty for http
 */
public record Scope(List<Directive> directives, Optional<Scope> outer) {

  /** A block within this one. */
  public Scope inner(List<Directive> inside) {
    return new Scope(inside, Optional.of(this));
  }

  /** The directives of a name in this block itself. */
  public List<Directive> own(String name) {
    return directives.stream().filter(d -> d.name().equals(name)).toList();
  }

  /** Those of the innermost block that has any. */
  public List<Directive> all(String name) {
    List<Directive> here = own(name);
    return here.isEmpty() && outer.isPresent() ? outer.get().all(name) : here;
  }

  /** The first argument of the last one, inherited too. */
  public Optional<String> value(String name) {
    List<Directive> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).argument(0));
  }
}
