/**
 * Package managers: apt, apk and dnf. What an archive offers is data, a resource for each release
 * of a distribution; what is installed stands in the package manager's own database among the files
 * of a place, so that it is there in an image that is made of a container, too. A tool of an
 * installed package is in the place's PATH.
 */
package passerelle.sim.userland.packages;
