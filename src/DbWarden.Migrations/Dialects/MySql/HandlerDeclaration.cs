using System.Runtime.InteropServices;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>
/// Finds where the statement of <c>DECLARE … HANDLER FOR condition [, condition] … statement</c> begins, as nothing but the
/// conditions stands before it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct HandlerDeclaration
{
    private enum State : byte
    {
        None,
        Declare,
        Handler,
        Condition,
        BehindCondition,
    }

    private State _state;

    /// <summary>Whether the word is the first of the handler's statement.</summary>
    /// <param name="isStart">Whether a statement begins with the word.</param>
    public bool ReadWord(ReadOnlySpan<byte> word, bool isStart)
    {
        switch (_state)
        {
            case State.None:
                _state = isStart && word.Is("DECLARE"u8) ? State.Declare : State.None;
                return false;
            case State.Declare:
                _state = word.Is("HANDLER"u8) ? State.Handler : State.Declare;
                return false;
            case State.Handler:
                _state = State.Condition;
                return false;
            case State.Condition:
                _state = State.BehindCondition;
                return false;
            default:
                bool isOfCondition = word.Is("FOUND"u8) || word.Is("VALUE"u8);
                _state = isOfCondition ? State.BehindCondition : State.None;
                return !isOfCondition;
        }
    }

    public void ReadComma() => _state = _state == State.BehindCondition ? State.Condition : _state;
}
