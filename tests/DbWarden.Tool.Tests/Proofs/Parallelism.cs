// The proofs mostly wait: for a dead holder to be judged so, on the tool's own default times.
[assembly: LevelOfParallelism(16)]
