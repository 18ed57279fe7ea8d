package org.youdai.policy;

/** What kind of place asks. */
public enum VenueCategory {
  /** Urban public transport (城市公共交通工具). */
  TRANSIT,
  /** Parks (公园). */
  PARK,
  /** Scenic spots (旅游景区). */
  SCENIC,
  /** Sightseeing cars and cableways within a scenic spot (景区内观光车、缆车). */
  SCENIC_TRANSPORT,
  /** Cultural venues: museums, libraries, galleries, memorial halls and the like (公共文化场馆). */
  CULTURE,
  /** Public sports venues (公共体育场馆). */
  SPORTS,
  /** Medical institutions (医疗机构). */
  MEDICAL
}
