# cluster.sh - machines for tests, all of them this one: a Slurm of several
# nodes with a munge of its own, and ssh daemons. Read by engines.sh, which
# sets $tmp. Nothing of the system's own Slurm, munge or ssh is touched, and
# everything is started by hand, without systemd.
# shellcheck shell=sh disable=SC2154,SC2009

PATH=$PATH:/usr/sbin:/sbin
# Ports that are likely to be free; whatever fails to listen shows in its log.
port=$((20000 + $$ % 200 * 50))
daemons=

# until_true SECONDS WHAT COMMAND...: waits for a state; the limit is generous,
# and only there so that a test that fails ends.
until_true() {
    limit=$(($1 * 5))
    what=$2
    shift 2
    until "$@"; do
        limit=$((limit - 1))
        if [ $limit -le 0 ]; then
            echo "FAIL  waited in vain for: $what" >&2
            return 1
        fi
        sleep 0.2
    done
}

# daemon NAME COMMAND...: in the background; its id is in $tmp/NAME.pid.
daemon() {
    name=$1
    shift
    "$@" >"$tmp/log/$name" 2>&1 </dev/null &
    echo $! >"$tmp/$name.pid"
    daemons="$daemons $name"
}

# A process and everything that it started, itself first so that it starts no
# more.
kill_tree() {
    kill -STOP "$1" 2>/dev/null || return 0
    for child in $(ps -o pid= --ppid "$1"); do
        kill_tree "$child"
    done
    kill -KILL "$1" 2>/dev/null
}

# --- Slurm -------------------------------------------------------------------------
write_slurm_conf() {
    host=$(uname -n)
    cat <<CONF
ClusterName=interleave
SlurmctldHost=${host%%.*}(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$tmp/munge/socket
StateSaveLocation=$tmp/slurm
SlurmdSpoolDir=$tmp/spool.%n
SlurmctldPidFile=$tmp/slurm/controller.pid
SlurmdPidFile=$tmp/slurm/%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
ReturnToService=2
PartitionName=grade Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    for node in "$@"; do
        echo "NodeName=$node NodeHostname=${host%%.*} NodeAddr=127.0.0.1" \
            "Port=$((port + ${node#n})) CPUs=1 RealMemory=500"
    done
}

idle_nodes() {
    [ "$(sinfo -h -N -t idle -o %N 2>/dev/null | wc -l)" -eq "$1" ]
}

# start_slurm NODE...: n1, n2, ...
start_slurm() {
    mkdir -m 755 "$tmp/munge" "$tmp/slurm"
    (umask 077 && head -c 128 /dev/urandom >"$tmp/munge/key")
    write_slurm_conf "$@" >"$tmp/slurm.conf"
    SLURM_CONF=$tmp/slurm.conf
    export SLURM_CONF
    daemon munged munged --foreground --force --key-file="$tmp/munge/key" \
        --socket="$tmp/munge/socket" --pid-file="$tmp/munge/pid" \
        --log-file="$tmp/log/munge" --seed-file="$tmp/munge/seed"
    until_true 60 'munge' [ -S "$tmp/munge/socket" ] || return 1
    daemon slurmctld slurmctld -D -c -f "$SLURM_CONF"
    for node in "$@"; do
        mkdir "$tmp/spool.$node"
        daemon "$node" slurmd -D -f "$SLURM_CONF" -N "$node"
    done
    until_true 120 'idle nodes' idle_nodes $#
}

# The task that runs on a node: the process that holds it. Empty if none does.
step_on() {
    id=$(squeue -h -t running -w "$1" -o %A | head -n 1)
    [ -n "$id" ] && pgrep -f "^slurmstepd: \\[$id\\.batch\\]"
}

# As if somebody pulled the plug, and an operator noticed.
kill_node() {
    for step in $(step_on "$1"); do
        kill_tree "$step"
    done
    kill_tree "$(cat "$tmp/$1.pid")"
    scontrol update nodename="$1" state=down reason='killed by the test'
}

# --- ssh ---------------------------------------------------------------------------
# start_ssh NAME...: a daemon each, on a port of its own.
start_ssh() {
    mkdir -p /run/sshd
    mkdir -m 700 "$tmp/ssh"
    ssh-keygen -q -t ed25519 -N '' -f "$tmp/ssh/host"
    ssh-keygen -q -t ed25519 -N '' -f "$tmp/ssh/user"
    ssh_port=$((port + 20))
    for name in "$@"; do
        ssh_port=$((ssh_port + 1))
        cat >"$tmp/ssh/$name.conf" <<CONF
ListenAddress 127.0.0.1
Port $ssh_port
HostKey $tmp/ssh/host
AuthorizedKeysFile $tmp/ssh/user.pub
PidFile $tmp/ssh/$name.pid
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
CONF
        cat >>"$tmp/ssh/config" <<CONF
Host $name
  HostName 127.0.0.1
  Port $ssh_port
  User $(id -un)
  IdentityFile $tmp/ssh/user
  IdentitiesOnly yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
CONF
        daemon "$name" /usr/sbin/sshd -D -e -f "$tmp/ssh/$name.conf"
        until_true 60 "ssh to $name" \
            ssh -F "$tmp/ssh/config" "$name" true 2>/dev/null || return 1
    done
}

# --- the end -----------------------------------------------------------------------
# Ends whatever was started here, in the order in which it depends on another.
stop_cluster() {
    if [ -n "${SLURM_CONF-}" ]; then
        scancel -u "$(id -un)" 2>/dev/null
    fi
    for name in $daemons; do
        kill_tree "$(cat "$tmp/$name.pid")"
    done
    # What Slurm's steps and parallel's hosts have left: our folder is in their
    # arguments, and in those of nobody else.
    ps -eo pid=,args= | grep -F "$tmp" | grep -v grep | while read -r pid _; do
        kill_tree "$pid"
    done
    for link in "$tmp"/*/.class/work*; do
        [ ! -L "$link" ] || rm -rf -- "$(readlink "$link")"
    done
    wait
}
