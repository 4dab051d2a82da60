/** Of {@code java.security} what the page needs: SHA-256. */
package passerelle.web.jdk.java.security;
