package dev.confab.schema.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a member may do: the owner also clears, renames, deletes and manages members.
public enum MemberRole {
  @JsonProperty("owner")
  OWNER,
  @JsonProperty("member")
  MEMBER
}
