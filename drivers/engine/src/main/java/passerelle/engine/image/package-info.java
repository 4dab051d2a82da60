/**
 * Where images come from and go to: registries, archives, {@code commit} and {@code import}
 * (distribution, daemon/containerd, daemon/images).
 */
package passerelle.engine.image;
