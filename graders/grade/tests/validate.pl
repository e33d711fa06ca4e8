#!/usr/bin/perl
# validate.pl - are these result.json files what result.schema.json describes?
#
# usage: validate.pl [--reject] FILE...
#
# With --reject every file must break the schema. Exit status: 0 when all files
# are as they should be, 1 when one is not, 2 when it could not be found out.
# SCHEMA may name another schema. Needs JSON::Validator (Debian: libjson-validator-perl).
use strict;
use warnings;
use FindBin;
use JSON::PP;
use JSON::Validator;

my $reject = @ARGV && $ARGV[0] eq '--reject' ? shift : 0;
@ARGV or die "usage: validate.pl [--reject] FILE...\n";

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or do {
        print STDERR "validate.pl: $path: $!\n";
        exit 2;
    };
    local $/;
    return scalar <$file>;
}

# A mistake in the schema makes it accept too much, silently: an unknown
# keyword is skipped, and an object is open unless it says something of it.
sub lint {
    my ($schema, $at, $inner) = @_;
    my %known = map { $_ => 1 } qw($schema $id $ref title description type
        const enum not if then else properties required additionalProperties
        items minItems maxItems minimum maximum maxLength pattern definitions);
    my @flaws = map { "$at: keyword $_" } grep { !$known{$_} } sort keys %$schema;
    if (($schema->{type} // '') eq 'object') {
        push @flaws, "$at: is open" unless exists $schema->{additionalProperties};
        push @flaws, "$at: $_ is required and unknown"
            for grep { !$schema->{properties}{$_} } @{$schema->{required}};
    }
    push @flaws, "$at: has no description"
        unless $inner || $schema->{description} || $schema->{'$ref'};
    for my $key (qw(properties definitions)) {
        my $parts = $schema->{$key} or next;
        push @flaws, lint($parts->{$_}, "$at/$_", $inner) for sort keys %$parts;
    }
    for my $key (qw(items not if then else)) {
        push @flaws, lint($schema->{$key}, "$at/$key", 1) if $schema->{$key};
    }
    return @flaws;
}

my $json   = JSON::PP->new->utf8;
my $path_of_schema = $ENV{SCHEMA} // "$FindBin::Bin/../result.schema.json";
my $schema = $json->decode(slurp($path_of_schema));
if (my @flaws = lint($schema, '#', 0)) {
    print STDERR "validate.pl: $path_of_schema: $_\n" for @flaws;
    exit 2;
}
my $validator = JSON::Validator->new->schema($schema);

my $wrong = 0;
for my $path (@ARGV) {
    my $data = eval { $json->decode(slurp($path)) };
    my @errors = $@ ? ("is not JSON: $@") : $validator->validate($data);
    if ($reject && !@errors) {
        print "$path: was accepted, and should not be\n";
        $wrong = 1;
    } elsif (!$reject && @errors) {
        print "$path: $_\n" for @errors;
        $wrong = 1;
    }
}
exit $wrong;
