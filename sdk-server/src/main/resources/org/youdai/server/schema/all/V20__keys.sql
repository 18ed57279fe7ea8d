-- Keys and certificates: only what proves them, never a key itself. Rows stay, so that the record of acts can be read.
create table access_key (
  id varchar(16) primary key,
  name varchar(64) not null,
  role varchar(16) not null,
  -- Ids of venues, with a space between; empty for all.
  venues varchar(8000) not null,
  -- sm3: of a key, sha256: of a certificate.
  proof varchar(64) not null,
  created timestamp with time zone not null,
  expires timestamp with time zone,
  revoked timestamp with time zone
);

-- What operators did. No address: it can be a person's.
create table audit (
  number bigint generated always as identity primary key,
  at timestamp with time zone not null,
  by_id varchar(16) not null,
  by_name varchar(64) not null,
  act varchar(32) not null,
  about varchar(128) not null
);

-- One change of keys at a time, over all instances.
insert into turn (name) values ('keys');
