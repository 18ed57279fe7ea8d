package org.youdai.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What belongs together: which root, trust list, policy and status lists are the current ones.
 *
 * @param version grows with every edition
 * @param issued when this edition was signed
 * @param expires when a newer one must be there
 * @param ttl how long after {@code issued} a newer one ought to be looked for
 * @param root the newest root document
 * @param trust the current trust list
 * @param policy the current policy
 * @param status the current status lists
 */
public record Manifest(
    long version,
    Instant issued,
    Instant expires,
    Duration ttl,
    Edition root,
    Edition trust,
    Edition policy,
    Status status) {

  /**
   * One edition of a signed document.
   *
   * @param version the document's own version
   * @param hash over the document's bytes as they are published, signatures included
   */
  public record Edition(long version, Digest hash) {
    /** Returns the edition of a published document, hashed with SM3. */
    public static Edition of(long version, byte[] document) {
      return new Edition(version, Digest.of(Digest.Kind.SM3, document));
    }

    /** Returns whether {@code document} is the one that is meant. */
    public boolean isOf(byte[] document) {
      return hash.equals(Digest.of(hash.kind(), document));
    }
  }

  /**
   * All status lists as of one publication.
   *
   * @param version grows whenever an entry or the set of lists changes
   * @param state over the inflated entries of all lists, one list after the other in this order
   * @param lists the lists, in ascending order of their ids
   * @param deltasFrom the earlier versions from which a delta leads here, ascending
   */
  public record Status(long version, Digest state, List<ListEntry> lists, List<Long> deltasFrom) {
    /** Copies the lists. */
    public Status {
      lists = List.copyOf(lists);
      deltasFrom = List.copyOf(deltasFrom);
    }

    /** Returns whether no entry and no list has changed since {@code earlier}. */
    public boolean isAs(Status earlier) {
      return version == earlier.version
          && state.equals(earlier.state)
          && lists.size() == earlier.lists.size()
          && goesOnFrom(earlier);
    }

    /** Returns whether the lists of {@code earlier} are the first ones here, of the same sizes. */
    public boolean goesOnFrom(Status earlier) {
      if (lists.size() < earlier.lists.size()) {
        return false;
      }
      for (int i = 0; i < earlier.lists.size(); i++) {
        ListEntry then = earlier.lists.get(i);
        ListEntry now = lists.get(i);
        if (now.id() != then.id() || now.size() != then.size() || !now.uri().equals(then.uri())) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * One status list of 1 bit an entry.
   *
   * @param id the number by which credentials refer to it
   * @param uri the list's own URI
   * @param size the number of its entries
   * @param kid the key that has signed it
   */
  public record ListEntry(int id, String uri, int size, KeyId kid) {}
}
