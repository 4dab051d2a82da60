/**
 * System calls that Java has no words for, through JNA, and network namespaces as handles. Nothing
 * here knows what a lab is.
 */
package passerelle.real.sys;
