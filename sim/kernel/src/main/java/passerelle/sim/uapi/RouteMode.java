package passerelle.sim.uapi;

/**
 * What to do when a route to the same prefix with the same metric is there ({@code NLM_F_EXCL},
 * {@code NLM_F_REPLACE} and their like).
 */
public enum RouteMode {
  ADD,
  /** Takes the place of the present one, which must be there. */
  CHANGE,
  /** Takes the place of the present one, or is added. */
  REPLACE,
  PREPEND,
  APPEND
}
